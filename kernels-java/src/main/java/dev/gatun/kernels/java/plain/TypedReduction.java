package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Reduce;
import org.jspecify.annotations.Nullable;

/// Reduction of any element type: integers in wrapping long arithmetic, floats and logarithms in
/// double.
final class TypedReduction extends Partitioned {
  private final Reduce.Kind kind;
  private final LoopNest kept;
  private final LoopNest reduced;
  private final boolean real;
  private final boolean unsigned;

  TypedReduction(Signature s, Reduce.Kind kind, Reductions.Axes axes) {
    super("plain.REDUCE_" + kind, axes.kept().count(0), axes.reduced().count(0));
    this.kind = kind;
    this.kept = axes.kept();
    this.reduced = axes.reduced();
    DType dtype = s.inType(0);
    this.real =
        dtype.isFloat() || (Reductions.accumulated(kind) != kind && kind != Reduce.Kind.MEAN);
    this.unsigned = dtype.isUnsigned();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      long base = kept.offset(0, i, 0);
      if (!real) {
        y.setLong(i, integer(x, base));
      } else if (kind == Reduce.Kind.LOG_SUM_EXP) {
        y.setDouble(i, logSumExp(x, base));
      } else {
        y.setDouble(
            i,
            Reductions.finish(
                kind, accumulate(Reductions.accumulated(kind), x, base), reduced.count(0)));
      }
    }
  }

  private double accumulate(Reduce.Kind sum, Tensor x, long base) {
    long count = reduced.count(0);
    double value = Reductions.neutral(sum);
    for (long r = 0; r < count; r++) {
      double v = x.getDouble(base + reduced.offset(0, r, 0));
      value =
          switch (sum) {
            case MAX -> Math.max(value, v);
            case MIN -> Math.min(value, v);
            case PROD -> value * v;
            case L1 -> value + Math.abs(v);
            case SUM_SQUARE -> value + v * v;
            case SUM, MEAN, L2, LOG_SUM, LOG_SUM_EXP -> value + v;
          };
    }
    return value;
  }

  /// max + ln Σ e^(x − max), so that nothing overflows.
  private double logSumExp(Tensor x, long base) {
    double max = accumulate(Reduce.Kind.MAX, x, base);
    if (Double.isInfinite(max)) {
      return max;
    }
    long count = reduced.count(0);
    double sum = 0;
    for (long r = 0; r < count; r++) {
      sum += StrictMath.exp(x.getDouble(base + reduced.offset(0, r, 0)) - max);
    }
    return max + StrictMath.log(sum);
  }

  private long integer(Tensor x, long base) {
    long count = reduced.count(0);
    long value = kind == Reduce.Kind.PROD ? 1 : 0;
    for (long r = 0; r < count; r++) {
      long v = x.getLong(base + reduced.offset(0, r, 0));
      value =
          switch (kind) {
            case MAX -> r == 0 || LongFunctions.compare(unsigned, v, value) > 0 ? v : value;
            case MIN -> r == 0 || LongFunctions.compare(unsigned, v, value) < 0 ? v : value;
            case PROD -> value * v;
            case L1 -> value + (unsigned ? v : Math.abs(v));
            case SUM_SQUARE -> value + v * v;
            case SUM, MEAN, L2, LOG_SUM, LOG_SUM_EXP -> value + v;
          };
    }
    return kind == Reduce.Kind.MEAN && count > 0 ? value / count : value;
  }
}
