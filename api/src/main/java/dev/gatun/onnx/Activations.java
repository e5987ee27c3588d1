package dev.gatun.onnx;

import static dev.gatun.op.Activation.Kind.CELU;
import static dev.gatun.op.Activation.Kind.ELU;
import static dev.gatun.op.Activation.Kind.GELU;
import static dev.gatun.op.Activation.Kind.GELU_TANH;
import static dev.gatun.op.Activation.Kind.HARD_SIGMOID;
import static dev.gatun.op.Activation.Kind.HARD_SWISH;
import static dev.gatun.op.Activation.Kind.LEAKY_RELU;
import static dev.gatun.op.Activation.Kind.MISH;
import static dev.gatun.op.Activation.Kind.SELU;
import static dev.gatun.op.Activation.Kind.SHRINK;
import static dev.gatun.op.Activation.Kind.SIGMOID;
import static dev.gatun.op.Activation.Kind.SILU;
import static dev.gatun.op.Activation.Kind.SOFTPLUS;
import static dev.gatun.op.Activation.Kind.SOFTSIGN;
import static dev.gatun.op.Activation.Kind.TANH;
import static dev.gatun.op.Activation.Kind.THRESHOLDED_RELU;
import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Identity;
import dev.gatun.op.Softmax;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Activation functions, Clip and the Softmax family.
final class Activations {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Relu", Activations::relu),
          plain("Sigmoid", SIGMOID),
          plain("Tanh", TANH),
          plain("HardSwish", HARD_SWISH),
          plain("Softplus", SOFTPLUS),
          plain("Softsign", SOFTSIGN),
          plain("Mish", MISH),
          one("LeakyRelu", LEAKY_RELU, "alpha", 0.01f),
          one("Elu", ELU, "alpha", 1f),
          one("Celu", CELU, "alpha", 1f),
          one("ThresholdedRelu", THRESHOLDED_RELU, "alpha", 1f),
          one("Swish", SILU, "alpha", 1f),
          two("HardSigmoid", HARD_SIGMOID, "alpha", 0.2f, "beta", 0.5f),
          two("Shrink", SHRINK, "lambd", 0.5f, "bias", 0f),
          entry("Selu", Activations::selu),
          entry("Gelu", Activations::gelu),
          entry("Clip", Activations::clip),
          entry("Softmax", (node, out) -> softmax(Softmax.Kind.SOFTMAX, node, out)),
          entry("LogSoftmax", (node, out) -> softmax(Softmax.Kind.LOG_SOFTMAX, node, out)),
          entry("Hardmax", (node, out) -> softmax(Softmax.Kind.HARDMAX, node, out)));

  private Activations() {}

  private static Map.Entry<String, Lowering> plain(String name, Activation.Kind kind) {
    return entry(name, (node, out) -> emit(Activation.of(kind), node, out));
  }

  private static Map.Entry<String, Lowering> one(
      String name, Activation.Kind kind, String a, float defaultA) {
    return entry(
        name,
        (node, out) ->
            emit(new Activation(kind, node.attributes().number(a, defaultA), 0), node, out));
  }

  private static Map.Entry<String, Lowering> two(
      String name, Activation.Kind kind, String a, float defaultA, String b, float defaultB) {
    return entry(
        name,
        (node, out) -> {
          Attributes attributes = node.attributes();
          emit(
              new Activation(kind, attributes.number(a, defaultA), attributes.number(b, defaultB)),
              node,
              out);
        });
  }

  private static void emit(Activation function, OnnxNode node, Emitter out) {
    out.emit(new Activate(function), node.in(0));
  }

  /// Since opset 14 for integers too.
  private static void relu(OnnxNode node, Emitter out) {
    DType dtype = node.dtype(0);
    if (dtype != null && !dtype.isFloat()) {
      out.emit(Binary.of(Binary.Kind.MAX), node.in(0), out.scalar("zero", dtype, 0));
    } else {
      emit(Activation.RELU, node, out);
    }
  }

  /// Opset 6 gave the defaults more digits.
  private static void selu(OnnxNode node, Emitter out) {
    boolean early = node.opset() < 6;
    float alpha = node.attributes().number("alpha", early ? 1.6732f : 1.6732632f);
    float gamma = node.attributes().number("gamma", early ? 1.0507f : 1.050701f);
    emit(new Activation(SELU, alpha, gamma), node, out);
  }

  private static void gelu(OnnxNode node, Emitter out) {
    emit(
        Activation.of(
            node.attributes()
                .choice("approximate", "none", Map.of("none", GELU, "tanh", GELU_TANH))),
        node,
        out);
  }

  /// Bounds were attributes before opset 11 and are inputs since.
  private static void clip(OnnxNode node, Emitter out) {
    if (node.opset() < 11) {
      float low = node.attributes().number("min", Float.NEGATIVE_INFINITY);
      float high = node.attributes().number("max", Float.POSITIVE_INFINITY);
      emit(Activation.clip(low, high), node, out);
      return;
    }
    Float low = bound(1, Float.NEGATIVE_INFINITY, node);
    Float high = bound(2, Float.POSITIVE_INFINITY, node);
    if (!node.has(1) && !node.has(2)) {
      out.emit(new Identity(), node.in(0));
    } else if (low != null && high != null) {
      emit(Activation.clip(low, high), node, out);
    } else if (!node.has(2)) {
      out.emit(Binary.of(Binary.Kind.MAX), node.in(0), node.in(1));
    } else {
      String raised =
          node.has(1)
              ? out.step("raised", Binary.of(Binary.Kind.MAX), node.in(0), node.in(1))
              : node.in(0);
      out.emit(Binary.of(Binary.Kind.MIN), raised, node.in(2));
    }
  }

  /// A bound that an [Activation] can hold: a constant of a float type that a float represents.
  /// Null for others.
  private static @Nullable Float bound(int input, float absent, OnnxNode node) {
    if (!node.has(input)) {
      return absent;
    }
    Tensor constant = node.constant(input);
    if (constant == null) {
      return null;
    }
    if (constant.shape().size() != 1) {
      throw node.wrong("got a bound of type " + constant + ", required a scalar");
    }
    double value = constant.getDouble(0);
    boolean fits = constant.dtype().isFloat() && ((float) value == value || Double.isNaN(value));
    return fits ? (Float) (float) value : null;
  }

  /// Before opset 13 all axes from `axis` (then 1 by default) on were taken as one.
  private static void softmax(Softmax.Kind kind, OnnxNode node, Emitter out) {
    boolean joined = node.opset() < 13;
    int axis = node.attributes().smallInteger("axis", joined ? 1 : -1);
    out.emit(new Softmax(kind, axis, joined ? -1 : axis), node.in(0));
  }
}
