package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.Unary;

/// Functions of one element.
final class UnaryElements {
  private UnaryElements() {}

  static void run(Unary op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    for (long i = 0; i < x.shape().size(); i++) {
      if (x.dtype().isFloat()) {
        y.setDouble(i, apply(op.kind(), x.getDouble(i)));
      } else {
        setInteger(op.kind(), x, y, i);
      }
    }
  }

  private static void setInteger(Unary.Kind kind, Tensor x, Tensor y, long i) {
    long v = x.getLong(i);
    switch (kind) {
      case ABS -> y.setLong(i, x.dtype().isUnsigned() ? v : Math.abs(v));
      case NEG -> y.setLong(i, -v);
      case SIGN -> y.setLong(i, x.dtype().isUnsigned() ? (v != 0 ? 1 : 0) : Long.signum(v));
      case NOT -> y.setLong(i, v == 0 ? 1 : 0);
      case BITWISE_NOT -> y.setLong(i, ~v);
      case FLOOR, CEIL, ROUND -> y.setLong(i, v);
      default -> y.setDouble(i, apply(kind, x.getDouble(i)));
    }
  }

  private static double apply(Unary.Kind kind, double x) {
    return switch (kind) {
      case ABS -> Math.abs(x);
      case NEG -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case SIGN -> Math.signum(x);
      case ERF -> Erf.of(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TAN -> Math.tan(x);
      case ASIN -> Math.asin(x);
      case ACOS -> Math.acos(x);
      case ATAN -> Math.atan(x);
      case SINH -> Math.sinh(x);
      case COSH -> Math.cosh(x);
      case ASINH -> asinh(x);
      case ACOSH -> Math.log(x + Math.sqrt(x - 1) * Math.sqrt(x + 1));
      case ATANH -> 0.5 * (Math.log1p(x) - Math.log1p(-x));
      case NOT -> x == 0 ? 1 : 0;
      case BITWISE_NOT -> ~(long) x;
      case IS_NAN -> Double.isNaN(x) ? 1 : 0;
      case IS_INF -> Double.isInfinite(x) ? 1 : 0;
      case IS_POSITIVE_INF -> x == Double.POSITIVE_INFINITY ? 1 : 0;
      case IS_NEGATIVE_INF -> x == Double.NEGATIVE_INFINITY ? 1 : 0;
    };
  }

  /// sign(x)·ln(|x| + √(x² + 1)), written so that small x keep their digits.
  private static double asinh(double x) {
    double a = Math.abs(x);
    return Double.isInfinite(x)
        ? x
        : Math.copySign(Math.log1p(a + a * a / (1 + Math.hypot(1, a))), x);
  }
}
