package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Float32 reduction over axes around the innermost one, which stays: rows are accumulated into a
/// piece of the output, all lanes at once.
final class F32RowReduction extends Partitioned {
  private static final Strips STRIPS = Strips.best();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Elements of the output kept in L1 while rows stream by.
  private static final long PIECE = 1024;

  private final Reduce.Kind kind;
  private final Reduce.Kind accumulated;
  private final LoopNest kept;
  private final LoopNest reduced;
  private final long rowLength;
  private final long pieces;

  F32RowReduction(Signature s, Reduce.Kind kind, Reductions.Axes axes) {
    super(
        "strip.REDUCE_" + kind,
        axes.kept().count(1) * Math.ceilDiv(axes.kept().extent(0), PIECE),
        axes.reduced().count(0) * Math.min(PIECE, axes.kept().extent(0)));
    this.kind = kind;
    this.accumulated = Reductions.accumulated(kind);
    this.kept = axes.kept();
    this.reduced = axes.reduced();
    this.rowLength = kept.extent(0);
    this.pieces = Math.ceilDiv(rowLength, PIECE);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment x = at(in, 0).data();
    MemorySegment y = at(out, 0).data();
    long rows = reduced.count(0);
    int neutral = Float.floatToRawIntBits(Reductions.neutral(accumulated));
    for (long i = from; i < to; i++) {
      long row = i / pieces;
      long start = (i - row * pieces) * PIECE;
      long n = Math.min(PIECE, rowLength - start);
      long source = kept.offset(0, row, 1) + start;
      long target = 4 * (row * rowLength + start);
      Elements.fill(4, neutral, y, target / 4, 1, n);
      for (long r = 0; r < rows; r++) {
        accumulate(x, 4 * (source + reduced.offset(0, r, 0)), y, target, n);
      }
      finish(y, target, n, rows);
    }
  }

  private void accumulate(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long n) {
    switch (accumulated) {
      case SUM -> STRIPS.binary(Binary.Kind.ADD, y, yOffset, n, x, xOffset, n, y, yOffset, n);
      case MAX -> STRIPS.binary(Binary.Kind.MAX, y, yOffset, n, x, xOffset, n, y, yOffset, n);
      case MIN -> STRIPS.binary(Binary.Kind.MIN, y, yOffset, n, x, xOffset, n, y, yOffset, n);
      case PROD -> STRIPS.binary(Binary.Kind.MUL, y, yOffset, n, x, xOffset, n, y, yOffset, n);
      case L1 -> {
        for (long i = 0; i < n; i++) {
          y.set(
              F32,
              yOffset + 4 * i,
              y.get(F32, yOffset + 4 * i) + Math.abs(x.get(F32, xOffset + 4 * i)));
        }
      }
      case SUM_SQUARE, MEAN, L2, LOG_SUM, LOG_SUM_EXP -> {
        for (long i = 0; i < n; i++) {
          float v = x.get(F32, xOffset + 4 * i);
          y.set(F32, yOffset + 4 * i, Math.fma(v, v, y.get(F32, yOffset + 4 * i)));
        }
      }
    }
  }

  private void finish(MemorySegment y, long yOffset, long n, long count) {
    if (kind == accumulated) {
      return;
    }
    for (long i = 0; i < n; i++) {
      y.set(
          F32,
          yOffset + 4 * i,
          (float) Reductions.finish(kind, y.get(F32, yOffset + 4 * i), count));
    }
  }
}
