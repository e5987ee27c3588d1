package dev.gatun.onnx;

import static dev.gatun.op.Activation.Kind.ELU;
import static dev.gatun.op.Activation.Kind.HARD_SIGMOID;
import static dev.gatun.op.Activation.Kind.LEAKY_RELU;
import static dev.gatun.op.Activation.Kind.RELU;
import static dev.gatun.op.Activation.Kind.SIGMOID;
import static dev.gatun.op.Activation.Kind.SOFTPLUS;
import static dev.gatun.op.Activation.Kind.SOFTSIGN;
import static dev.gatun.op.Activation.Kind.TANH;
import static dev.gatun.op.Activation.Kind.THRESHOLDED_RELU;

import dev.gatun.op.Activation;
import dev.gatun.op.GateFunction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// The functions that a recurrent operator names in `activations`. Their parameters stand in
/// `activation_alpha` and `activation_beta`; each function takes the next of those that it has, or
/// its default where the list has ended.
final class GateFunctions {
  private GateFunctions() {}

  /// @param attributes the operator's
  /// @param count how many functions it has
  static List<GateFunction> read(Attributes attributes, int count) {
    List<String> names = attributes.texts("activations");
    if (names.size() != count) {
      throw attributes.wrong("activations", "got " + names + ", required " + count);
    }
    Iterator<Float> alphas = attributes.floats("activation_alpha").iterator();
    Iterator<Float> betas = attributes.floats("activation_beta").iterator();
    List<GateFunction> functions = new ArrayList<>();
    for (String name : names) {
      functions.add(function(name, alphas, betas, attributes));
    }
    return functions;
  }

  private static GateFunction function(
      String name, Iterator<Float> alphas, Iterator<Float> betas, Attributes attributes) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "relu" -> of(RELU, 0, 0);
      case "tanh" -> of(TANH, 0, 0);
      case "sigmoid" -> of(SIGMOID, 0, 0);
      case "softsign" -> of(SOFTSIGN, 0, 0);
      case "softplus" -> of(SOFTPLUS, 0, 0);
      case "leakyrelu" -> of(LEAKY_RELU, next(alphas, 0.01f), 0);
      case "thresholdedrelu" -> of(THRESHOLDED_RELU, next(alphas, 1), 0);
      case "elu" -> of(ELU, next(alphas, 1), 0);
      case "hardsigmoid" -> of(HARD_SIGMOID, next(alphas, 0.2f), next(betas, 0.5f));
      case "affine" -> GateFunction.affine(next(alphas, 1), next(betas, 0));
      case "scaledtanh" -> GateFunction.scaledTanh(next(alphas, 1), next(betas, 1));
      default ->
          throw attributes.wrong(
              "activations",
              "got '"
                  + Names.shown(name)
                  + "', required Relu, Tanh, Sigmoid, Affine, LeakyRelu, ThresholdedRelu,"
                  + " ScaledTanh, HardSigmoid, Elu, Softsign or Softplus");
    };
  }

  private static GateFunction of(Activation.Kind kind, float a, float b) {
    return GateFunction.of(new Activation(kind, a, b));
  }

  private static float next(Iterator<Float> values, float otherwise) {
    return values.hasNext() ? values.next() : otherwise;
  }
}
