package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Reduce;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Float32 reduction over the innermost axis and perhaps others: one strip per contiguous run.
final class F32RunReduction extends Partitioned {
  private static final Strips STRIPS = Strips.best();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final Reduce.Kind kind;
  private final Reduce.Kind accumulated;
  private final LoopNest kept;
  private final LoopNest reduced;

  F32RunReduction(Signature s, Reduce.Kind kind, Reductions.Axes axes) {
    super("strip.REDUCE_" + kind, axes.kept().count(0), axes.reduced().count(0));
    this.kind = kind;
    this.accumulated = Reductions.accumulated(kind);
    this.kept = axes.kept();
    this.reduced = axes.reduced();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    MemorySegment y = at(out, 0).data();
    long runs = reduced.count(1);
    long n = reduced.extent(0);
    for (long i = from; i < to; i++) {
      long base = kept.offset(0, i, 0);
      float value = Reductions.neutral(accumulated);
      for (long r = 0; r < runs; r++) {
        float part = STRIPS.reduce(accumulated, x, 4 * (base + reduced.offset(0, r, 1)), n);
        value = combine(value, part);
      }
      y.set(F32, 4 * i, (float) Reductions.finish(kind, value, runs * n));
    }
  }

  private float combine(float a, float b) {
    return switch (accumulated) {
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case PROD -> a * b;
      case SUM, MEAN, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> a + b;
    };
  }
}
