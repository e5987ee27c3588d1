package dev.gatun.kernels.java.plain;

import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Unary;

/// Functions of floating-point elements in double precision, for the types that have no vector
/// kernels.
final class DoubleFunctions {
  /// Below it the series of Abramowitz and Stegun (7.1.6) gives erf in double precision, above it
  /// their continued fraction (7.1.14).
  private static final double ERF_SPLIT = 3;

  private DoubleFunctions() {}

  /// A function of one element; tests give 1 or 0.
  static double unary(Unary.Kind f, double x) {
    return switch (f) {
      case ABS -> Math.abs(x);
      case NEG -> -x;
      case EXP -> StrictMath.exp(x);
      case LOG -> StrictMath.log(x);
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case SIGN -> Math.signum(x);
      case ERF -> erf(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TAN -> StrictMath.tan(x);
      case ASIN -> StrictMath.asin(x);
      case ACOS -> StrictMath.acos(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case ASINH -> asinh(x);
      case ACOSH -> StrictMath.log1p((x - 1) + Math.sqrt((x - 1) * (x + 1)));
      case ATANH -> 0.5 * StrictMath.log1p(2 * x / (1 - x));
      case NOT -> x == 0 ? 1 : 0;
      case BITWISE_NOT -> ~(long) x;
      case IS_NAN -> Double.isNaN(x) ? 1 : 0;
      case IS_INF -> Double.isInfinite(x) ? 1 : 0;
      case IS_POSITIVE_INF -> x == Double.POSITIVE_INFINITY ? 1 : 0;
      case IS_NEGATIVE_INF -> x == Double.NEGATIVE_INFINITY ? 1 : 0;
    };
  }

  /// Inverse hyperbolic sine, accurate near 0.
  private static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > 0x1p27
            ? StrictMath.log(a) + StrictMath.log(2)
            : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(y, x);
  }

  /// The error function.
  static double erf(double x) {
    double a = Math.abs(x);
    if (Double.isNaN(x)) {
      return x;
    }
    if (a < ERF_SPLIT) { // 2/√π·e^(−x²)·Σ 2ᵏx^(2k+1)/(2k+1)!!: all terms positive
      double term = a;
      double sum = a;
      for (int k = 1; term > sum * 1e-17; k++) {
        term *= 2 * a * a / (2 * k + 1);
        sum += term;
      }
      return Math.copySign(2 / Math.sqrt(Math.PI) * StrictMath.exp(-a * a) * sum, x);
    }
    if (a > 6) {
      return Math.signum(x);
    }
    double fraction = 0;
    for (int k = 60; k > 0; k--) {
      fraction = k / 2.0 / (a + fraction);
    }
    return Math.copySign(1 - StrictMath.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
  }

  /// A function of two elements; comparisons give 1 or 0.
  static double binary(Binary.Kind f, double a, double b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> StrictMath.pow(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MOD -> {
        double r = a % b;
        yield r != 0 && (r < 0) != (b < 0) ? r + b : r;
      }
      case FMOD -> a % b;
      case PRELU -> a < 0 ? a * b : a;
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_OR_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_OR_EQUAL -> a >= b ? 1 : 0;
      case AND, OR, XOR, BITWISE_AND, BITWISE_OR, BITWISE_XOR, SHIFT_LEFT, SHIFT_RIGHT ->
          throw new IllegalArgumentException(
              f + ": got floating-point operands, required integers or BOOL");
    };
  }

  /// An activation of one element.
  static double activate(Activation f, double x) {
    double a = f.a();
    double b = f.b();
    return switch (f.kind()) {
      case NONE -> x;
      case RELU -> Math.max(x, 0);
      case CLIP -> Math.min(Math.max(x, a), b);
      case LEAKY_RELU -> x < 0 ? x * a : x;
      case ELU -> x > 0 ? x : a * StrictMath.expm1(x);
      case SELU -> x > 0 ? b * x : b * a * StrictMath.expm1(x);
      case CELU -> x > 0 ? x : a * StrictMath.expm1(x / a);
      case SIGMOID -> sigmoid(x);
      case TANH -> StrictMath.tanh(x);
      case HARD_SIGMOID -> Math.max(0, Math.min(1, a * x + b));
      case HARD_SWISH -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> x / (1 + Math.abs(x));
      case MISH -> x * StrictMath.tanh(softplus(x));
      case GELU -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
      case GELU_TANH ->
          0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SILU -> x * sigmoid(a * x);
      case THRESHOLDED_RELU -> x > a || Double.isNaN(x) ? x : 0;
      case SHRINK -> x < -a ? x + b : x > a ? x - b : Double.isNaN(x) ? x : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
