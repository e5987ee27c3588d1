package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;

/// The activation functions in double.
public final class Activations {
  private Activations() {}

  static void run(Activate op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    for (long i = 0; i < x.shape().size(); i++) {
      if (!x.dtype().isFloat() && op.function().kind() == Activation.Kind.RELU) {
        y.setLong(i, x.dtype().isUnsigned() ? x.getLong(i) : Math.max(x.getLong(i), 0));
      } else {
        y.setDouble(i, apply(op.function(), x.getDouble(i)));
      }
    }
  }

  /// One element.
  ///
  /// @param f the function with its parameters
  /// @param x the element
  /// @return f(x), NaN for NaN
  public static double apply(Activation f, double x) {
    double a = f.a();
    double b = f.b();
    return switch (f.kind()) {
      case NONE -> x;
      case RELU -> Math.max(x, 0);
      case CLIP -> Math.min(Math.max(x, a), b);
      case LEAKY_RELU -> x < 0 ? a * x : x;
      case ELU -> x < 0 ? a * Math.expm1(x) : x;
      case SELU -> x > 0 ? b * x : b * a * Math.expm1(x);
      case CELU -> Math.max(0, x) + Math.min(0, a * Math.expm1(x / a));
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
      case HARD_SIGMOID -> Math.max(0, Math.min(1, a * x + b));
      case HARD_SWISH -> product(x, Math.max(0, Math.min(1, x / 6 + 0.5)));
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
      case MISH -> product(x, Math.tanh(softplus(x)));
      case GELU -> product(x, 0.5 * (1 + Erf.of(x / Math.sqrt(2))));
      case GELU_TANH ->
          product(x, 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
      case SILU -> product(x, sigmoid(a * x));
      case THRESHOLDED_RELU -> Double.isNaN(x) || x > a ? x : 0;
      case SHRINK -> x < -a ? x + b : x > a ? x - b : Double.isNaN(x) ? x : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// max(x, 0) + ln(1 + e^−|x|), which does not overflow.
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /// x·gate where the limit for x → −∞, with a gate that has vanished, is 0.
  private static double product(double x, double gate) {
    return gate == 0 && !Double.isNaN(x) ? 0 : x * gate;
  }
}
