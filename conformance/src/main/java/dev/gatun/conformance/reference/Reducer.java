package dev.gatun.conformance.reference;

import dev.gatun.Tensor;
import dev.gatun.op.Reduce;
import java.util.List;

/// One set of elements to one. The sum over nothing is 0, the product 1, the maximum the least
/// value of the type, the minimum the greatest, the mean NaN.
final class Reducer {
  private Reducer() {}

  static void store(Reduce.Kind kind, Tensor x, List<Long> set, Tensor y, long at) {
    switch (kind) {
      case MAX, MIN -> storeExtreme(kind == Reduce.Kind.MAX, x, set, y, at);
      case SUM, MEAN, PROD, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> {
        if (x.dtype().isFloat()) {
          y.setDouble(at, ofFloats(kind, x, set));
        } else {
          storeInteger(kind, x, set, y, at);
        }
      }
    }
  }

  private static void storeExtreme(boolean max, Tensor x, List<Long> set, Tensor y, long at) {
    if (set.isEmpty()) {
      if (max) {
        Extremes.setLowest(y, at);
      } else {
        Extremes.setHighest(y, at);
      }
      return;
    }
    long best = set.getFirst();
    for (long i : set) {
      boolean nan = x.dtype().isFloat() && Double.isNaN(x.getDouble(i));
      int order = Indices.compare(x, i, x, best);
      if (nan || (max ? order > 0 : order < 0)) {
        best = i;
      }
      if (nan) {
        break;
      }
    }
    Indices.copy(x, best, y, at);
  }

  private static double ofFloats(Reduce.Kind kind, Tensor x, List<Long> set) {
    double max = Double.NEGATIVE_INFINITY;
    for (long i : set) {
      max = Math.max(max, x.getDouble(i));
    }
    double shift = Double.isInfinite(max) ? 0 : max;
    double result = kind == Reduce.Kind.PROD ? 1 : 0;
    for (long i : set) {
      double v = x.getDouble(i);
      switch (kind) {
        case SUM, MEAN, LOG_SUM -> result += v;
        case PROD -> result *= v;
        case L1 -> result += Math.abs(v);
        case L2, SUM_SQUARE -> result += v * v;
        case LOG_SUM_EXP -> result += Math.exp(v - shift);
        case MAX, MIN -> throw new IllegalArgumentException("an extreme is no sum");
      }
    }
    return switch (kind) {
      case MEAN -> result / set.size();
      case L2 -> Math.sqrt(result);
      case LOG_SUM -> Math.log(result);
      case LOG_SUM_EXP -> shift + Math.log(result);
      case SUM, PROD, L1, SUM_SQUARE, MAX, MIN -> result;
    };
  }

  /// Sums and products wrap; means, roots and logarithms are truncated.
  private static void storeInteger(Reduce.Kind kind, Tensor x, List<Long> set, Tensor y, long at) {
    long result = kind == Reduce.Kind.PROD ? 1 : 0;
    for (long i : set) {
      long v = x.getLong(i);
      switch (kind) {
        case SUM, MEAN, LOG_SUM -> result += v;
        case PROD -> result *= v;
        case L1 -> result += x.dtype().isUnsigned() ? v : Math.abs(v);
        case L2, SUM_SQUARE -> result += v * v;
        case LOG_SUM_EXP, MAX, MIN -> {}
      }
    }
    switch (kind) {
      case MEAN -> y.setLong(at, set.isEmpty() ? 0 : result / set.size());
      case L2 -> y.setLong(at, (long) Math.sqrt((double) result));
      case LOG_SUM -> y.setLong(at, (long) Math.log((double) result));
      case LOG_SUM_EXP -> y.setDouble(at, ofFloats(kind, x, set));
      case SUM, PROD, L1, SUM_SQUARE, MAX, MIN -> y.setLong(at, result);
    }
  }
}
