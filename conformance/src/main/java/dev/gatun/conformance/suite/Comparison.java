package dev.gatun.conformance.suite;

import dev.gatun.DType;
import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// A result beside the recorded one.
///
/// @param fault what is wrong, in words, or null where the result is within its bounds
/// @param error distance of the element that is farthest off in relation to its bound
/// @param bound what that distance may be
record Comparison(@Nullable String fault, double error, double bound) {
  /// An error's part of its bound, for finding the worst.
  double ratio() {
    return error == 0 ? 0 : error / bound;
  }

  /// Integers and BOOL must be equal; a float's distance is at most atol + rtol·|recorded|; NaN
  /// equals NaN, and an infinity itself.
  static Comparison of(Tensor got, Tensor recorded, Tolerance tolerance) {
    if (got.dtype() != recorded.dtype() || !got.shape().equals(recorded.shape())) {
      return new Comparison("got " + got + ", required " + recorded, Double.POSITIVE_INFINITY, 0);
    }
    double rtol = tolerance.relative(got.dtype());
    double atol = tolerance.absolute(recorded);
    double worstError = 0;
    double worstBound = atol;
    double worstRatio = -1;
    int wrong = 0;
    String first = "";
    for (long i = 0; i < got.shape().size(); i++) {
      double a = got.getDouble(i);
      double b = recorded.getDouble(i);
      boolean exact = !got.dtype().isFloat() || Double.isNaN(b) || Double.isInfinite(b);
      double bound = exact ? 0 : atol + rtol * Math.abs(b);
      double error = distance(got, recorded, i, a, b, exact);
      double ratio = error == 0 ? 0 : error / bound;
      if (ratio > worstRatio) {
        worstRatio = ratio;
        worstError = error;
        worstBound = bound;
      }
      if (!(error <= bound)) {
        first =
            wrong++ == 0
                ? "element " + i + ": got " + a + ", required " + b + (exact ? "" : " ± " + bound)
                : first;
      }
    }
    String fault =
        wrong == 0
            ? null
            : first + " (" + wrong + " of " + got.shape().size() + " elements are off)";
    return new Comparison(fault, worstError, worstBound);
  }

  private static double distance(
      Tensor got, Tensor recorded, long i, double a, double b, boolean exact) {
    if (!exact) {
      double distance = Math.abs(a - b);
      return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }
    boolean equal =
        got.dtype().isFloat()
            ? a == b || (Double.isNaN(a) && Double.isNaN(b))
            : got.getLong(i) == recorded.getLong(i);
    return equal
        ? 0
        : got.dtype() == DType.BOOL || !got.dtype().isFloat()
            ? Math.max(1, Math.abs(a - b))
            : Double.POSITIVE_INFINITY;
  }
}
