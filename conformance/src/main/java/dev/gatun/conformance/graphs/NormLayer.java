package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A normalisation with a scale and a shift for each channel, except that of local responses, which
/// has none.
///
/// @param kind which one
record NormLayer(Kind kind) implements Layer {
  /// Over what is normalised.
  enum Kind {
    BATCH,
    INSTANCE,
    LOCAL_RESPONSE,
    LAYER,
    GROUP
  }

  private static final int LAYER_SINCE = 17;
  private static final int GROUP_SINCE = 21;

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    boolean fits =
        switch (kind) {
          case BATCH -> x.rank() >= 3;
          case INSTANCE -> x.rank() >= 3 && x.size(2, x.rank()) > 2;
          case LOCAL_RESPONSE -> x.rank() == 4;
          case LAYER -> opset >= LAYER_SINCE && x.dim(-1) > 2;
          case GROUP -> opset >= GROUP_SINCE && x.rank() >= 3 && x.dim(1) % 2 == 0;
        };
    return fits ? x : null;
  }

  @Override
  public void write(LayerWriter to) {
    Attributes epsilon = Attributes.none().with("epsilon", 1e-3f);
    switch (kind) {
      case BATCH -> {
        Shape channels = Shape.of(to.shape().dim(1));
        List<String> reads = affine(to, channels);
        reads.add(to.uniform("mean", channels, -0.5, 0.5));
        reads.add(to.uniform("var", channels, 0.5, 2));
        to.node("BatchNormalization", reads, epsilon);
      }
      case INSTANCE ->
          to.node("InstanceNormalization", affine(to, Shape.of(to.shape().dim(1))), epsilon);
      case LOCAL_RESPONSE ->
          to.node(
              "LRN",
              List.of(to.x()),
              Attributes.none().with("size", 3).with("alpha", 0.3f).with("beta", 0.75f));
      case LAYER ->
          to.node("LayerNormalization", affine(to, Shape.of(to.shape().dim(-1))), epsilon);
      case GROUP ->
          to.node(
              "GroupNormalization",
              affine(to, Shape.of(to.shape().dim(1))),
              epsilon.with("num_groups", 2));
    }
  }

  private static List<String> affine(LayerWriter to, Shape shape) {
    List<String> reads = new ArrayList<>();
    reads.add(to.x());
    reads.add(to.uniform("scale", shape, 0.5, 1.5));
    reads.add(to.uniform("shift", shape, -0.5, 0.5));
    return reads;
  }
}
