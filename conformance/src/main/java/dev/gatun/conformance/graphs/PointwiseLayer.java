package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A function of each element. All are continuous, so that rounding before them stays rounding
/// behind them.
///
/// @param function which one
record PointwiseLayer(Function function) implements Layer {
  /// Functions, by the opset that brought them.
  enum Function {
    RELU("Relu", 1),
    LEAKY_RELU("LeakyRelu", 1),
    SIGMOID("Sigmoid", 1),
    TANH("Tanh", 1),
    ELU("Elu", 1),
    SELU("Selu", 1),
    SOFTPLUS("Softplus", 1),
    SOFTSIGN("Softsign", 1),
    HARD_SIGMOID("HardSigmoid", 1),
    ABS("Abs", 1),
    NEG("Neg", 1),
    CLIP("Clip", 1),
    P_RELU("PRelu", 7),
    DROPOUT("Dropout", 7),
    IDENTITY("Identity", 1),
    ERF("Erf", 9),
    CELU("Celu", 12),
    HARD_SWISH("HardSwish", 14),
    MISH("Mish", 18),
    GELU("Gelu", 20);

    private final String type;
    private final int since;

    Function(String type, int since) {
      this.type = type;
      this.since = since;
    }
  }

  private static final int CLIP_READS_BOUNDS_SINCE = 11;

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    boolean fits = opset >= function.since && (function != Function.P_RELU || hasChannels(inputs));
    return fits ? inputs.getFirst() : null;
  }

  private static boolean hasChannels(List<Shape> inputs) {
    return inputs.getFirst().rank() > 1;
  }

  @Override
  public void write(LayerWriter to) {
    switch (function) {
      case LEAKY_RELU ->
          to.node("LeakyRelu", List.of(to.x()), Attributes.none().with("alpha", 0.2f));
      case CLIP -> clip(to);
      case P_RELU -> {
        String slope = to.uniform("slope", Extents.perChannel(to.shape()), -0.5, 0.5);
        to.node("PRelu", List.of(to.x(), slope), Attributes.none());
      }
      default -> to.node(function.type, List.of(to.x()), Attributes.none());
    }
  }

  private static void clip(LayerWriter to) {
    if (to.opset() < CLIP_READS_BOUNDS_SINCE) {
      to.node("Clip", List.of(to.x()), Attributes.none().with("min", -0.25f).with("max", 1.5f));
      return;
    }
    String min = to.tensor("min", Tensor.scalar(-0.25f));
    String max = to.tensor("max", Tensor.scalar(1.5f));
    to.node("Clip", List.of(to.x(), min, max), Attributes.none());
  }

  @Override
  public List<Layer> simpler() {
    return function == Function.RELU || function == Function.IDENTITY
        ? List.of()
        : List.of(new PointwiseLayer(Function.RELU));
  }
}
