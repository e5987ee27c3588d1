package dev.gatun.kernels.java.strip;

import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One-element functions and short loops that both twins share. Functions without a kernel of their
/// own go through StrictMath, whose results no compiler changes.
final class ScalarFunctions {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private ScalarFunctions() {}

  /// A float-to-float function of one element.
  static float unary(Unary.Kind f, float x) {
    return switch (f) {
      case ABS -> Math.abs(x);
      case NEG -> -x;
      case EXP -> Approximations.fullExp(x);
      case LOG -> Approximations.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case RECIPROCAL -> 1f / x;
      case FLOOR -> (float) Math.floor(x);
      case CEIL -> (float) Math.ceil(x);
      case ROUND -> (float) Math.rint(x);
      case SIGN -> Math.signum(x);
      case ERF -> Approximations.erf(x);
      case SIN -> (float) StrictMath.sin(x);
      case COS -> (float) StrictMath.cos(x);
      case TAN -> (float) StrictMath.tan(x);
      case ASIN -> (float) StrictMath.asin(x);
      case ACOS -> (float) StrictMath.acos(x);
      case ATAN -> (float) StrictMath.atan(x);
      case SINH -> (float) StrictMath.sinh(x);
      case COSH -> (float) StrictMath.cosh(x);
      case ASINH -> (float) asinh(x);
      case ACOSH -> (float) acosh(x);
      case ATANH -> (float) atanh(x);
      case NOT, BITWISE_NOT, IS_NAN, IS_INF, IS_POSITIVE_INF, IS_NEGATIVE_INF ->
          throw new IllegalArgumentException(
              "Strips.unary: got " + f + ", required a float-to-float function");
    };
  }

  /// Inverse hyperbolic sine, accurate near 0: ln(x + √(x² + 1)) written with log1p.
  static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > 0x1p27
            ? StrictMath.log(a) + StrictMath.log(2)
            : StrictMath.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(y, x);
  }

  /// Inverse hyperbolic cosine; NaN below 1.
  static double acosh(double x) {
    return x > 0x1p27
        ? StrictMath.log(x) + StrictMath.log(2)
        : StrictMath.log1p((x - 1) + Math.sqrt((x - 1) * (x + 1)));
  }

  /// Inverse hyperbolic tangent; NaN beyond 1.
  static double atanh(double x) {
    return 0.5 * StrictMath.log1p(2 * x / (1 - x));
  }

  /// A float-to-float function of two elements.
  static float binary(Binary.Kind f, float a, float b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> power(a, b);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case MOD -> {
        float r = a % b;
        yield r != 0f && (r < 0f) != (b < 0f) ? r + b : r;
      }
      case FMOD -> a % b;
      case PRELU -> a < 0f ? a * b : a;
      case AND,
          OR,
          XOR,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          SHIFT_LEFT,
          SHIFT_RIGHT,
          EQUAL,
          LESS,
          LESS_OR_EQUAL,
          GREATER,
          GREATER_OR_EQUAL ->
          throw new IllegalArgumentException(
              "Strips.binary: got " + f + ", required a float-to-float function");
    };
  }

  /// aᵇ; the exponents that networks use are products and roots.
  static float power(float a, float b) {
    if (b == 2f) {
      return a * a;
    }
    if (b == 1f) {
      return a;
    }
    return (float) StrictMath.pow(a, b);
  }

  /// y = e^(x − max).
  static void expOfDifference(
      float max, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i++) {
      y.set(F32, yOffset + 4 * i, Approximations.exp(x.get(F32, xOffset + 4 * i) - max));
    }
  }

  /// Σ e^(x − max) in the order of [ScalarReductions].
  static float sumOfExp(float max, MemorySegment x, long xOffset, long count) {
    float total = 0f;
    for (long j = 0; j < 16; j++) {
      float p = 0f;
      for (long i = j; i < count; i += 16) {
        p = p + Approximations.exp(x.get(F32, xOffset + 4 * i) - max);
      }
      total = total + p;
    }
    return total;
  }

  /// Softmax or log-softmax down one column.
  static void softmaxColumn(
      boolean log,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      long rows,
      long rowBytes) {
    float max = Float.NEGATIVE_INFINITY;
    for (long i = 0; i < rows; i++) {
      max = Math.max(max, x.get(F32, xOffset + rowBytes * i));
    }
    float sum = 0f;
    for (long i = 0; i < rows; i++) {
      float e = Approximations.exp(x.get(F32, xOffset + rowBytes * i) - max);
      sum = sum + e;
      if (!log) {
        y.set(F32, yOffset + rowBytes * i, e);
      }
    }
    if (log) {
      float logSum = Approximations.log(sum);
      for (long i = 0; i < rows; i++) {
        y.set(F32, yOffset + rowBytes * i, x.get(F32, xOffset + rowBytes * i) - max - logSum);
      }
      return;
    }
    for (long i = 0; i < rows; i++) {
      y.set(F32, yOffset + rowBytes * i, y.get(F32, yOffset + rowBytes * i) / sum);
    }
  }

  /// The refusal of a reduction that is no strip.
  static IllegalArgumentException notHere(Reduce.Kind kind) {
    return new IllegalArgumentException(
        "Strips: got reduction " + kind + ", required SUM, MAX, MIN, PROD, L1 or SUM_SQUARE");
  }
}
