package dev.gatun.conformance.foreign;

import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.Activation;
import java.util.List;

/** Functions of one element as ONNX nodes. */
final class OnnxActivations {
  private OnnxActivations() {}

  static void write(GraphFile file, Activation function, String x, String y) {
    Attributes none = Attributes.none();
    float a = function.a();
    float b = function.b();
    List<String> reads = List.of(x);
    switch (function.kind()) {
      case NONE -> file.node("Identity", reads, y, none);
      case RELU -> file.node("Relu", reads, y, none);
      case CLIP -> {
        String low = file.constant(Tensor.scalar(a));
        String high = file.constant(Tensor.scalar(b));
        file.node("Clip", List.of(x, low, high), y, none);
      }
      case LEAKY_RELU -> file.node("LeakyRelu", reads, y, none.with("alpha", a));
      case ELU -> file.node("Elu", reads, y, none.with("alpha", a));
      case SELU -> file.node("Selu", reads, y, none.with("alpha", a).with("gamma", b));
      case CELU -> file.node("Celu", reads, y, none.with("alpha", a));
      case SIGMOID -> file.node("Sigmoid", reads, y, none);
      case TANH -> file.node("Tanh", reads, y, none);
      case HARD_SIGMOID ->
          file.node("HardSigmoid", reads, y, none.with("alpha", a).with("beta", b));
      case HARD_SWISH -> file.node("HardSwish", reads, y, none);
      case SOFTPLUS -> file.node("Softplus", reads, y, none);
      case SOFTSIGN -> file.node("Softsign", reads, y, none);
      case MISH -> file.node("Mish", reads, y, none);
      case GELU -> file.node("Gelu", reads, y, none);
      case GELU_TANH -> file.node("Gelu", reads, y, none.with("approximate", "tanh"));
      case SILU -> silu(file, a, x, y);
      case THRESHOLDED_RELU -> file.node("ThresholdedRelu", reads, y, none.with("alpha", a));
      case SHRINK -> file.node("Shrink", reads, y, none.with("lambd", a).with("bias", b));
    }
  }

  private static void silu(GraphFile file, float a, String x, String y) {
    Attributes none = Attributes.none();
    String scaled = file.fresh();
    file.node("Mul", List.of(x, file.constant(Tensor.scalar(a))), scaled, none);
    String gate = file.fresh();
    file.node("Sigmoid", List.of(scaled), gate, none);
    file.node("Mul", List.of(x, gate), y, none);
  }
}
