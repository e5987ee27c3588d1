package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.LpNorm;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// x / ‖x‖ₚ along lines. Float32 lines that do not stand alone are taken side by side, their norms
/// gathered in the last row of the output, which is overwritten last.
final class LpNormalization extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Neighbouring lines of one item.
  private static final long COLUMNS = 256;

  private final Lines lines;
  private final boolean squares;
  private final boolean sideBySide;

  LpNormalization(Signature s, LpNorm op) {
    this(s, op, Lines.along(s.inShape(0), op.axis()));
  }

  private LpNormalization(Signature s, LpNorm op, Lines lines) {
    this(op, lines, s.inType(0) == DType.FLOAT32 && lines.inner() > 1);
  }

  private LpNormalization(LpNorm op, Lines lines, boolean sideBySide) {
    super(
        "plain.LpNorm",
        lines.length() == 0
            ? 0
            : sideBySide ? lines.outer() * Math.ceilDiv(lines.inner(), COLUMNS) : lines.count(),
        lines.length() * (sideBySide ? COLUMNS : 1));
    this.lines = lines;
    this.squares = op.p() == 2;
    this.sideBySide = sideBySide;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    for (long i = from; i < to; i++) {
      if (sideBySide) {
        long pieces = Math.ceilDiv(lines.inner(), COLUMNS);
        long column = i % pieces * COLUMNS;
        long start = i / pieces * lines.length() * lines.inner() + column;
        columns(
            at(in, 0).data(),
            at(out, 0).data(),
            4 * start,
            Math.min(COLUMNS, lines.inner() - column));
      } else {
        line(at(in, 0), at(out, 0), lines.start(i));
      }
    }
  }

  private void columns(MemorySegment x, MemorySegment y, long offset, long n) {
    long row = 4 * lines.inner();
    long last = offset + (lines.length() - 1) * row;
    Elements.fill(4, 0, y, last / 4, 1, n);
    for (long j = 0; j < lines.length(); j++) {
      long from = offset + j * row;
      for (long i = 0; i < n; i++) {
        float v = x.get(F32, from + 4 * i);
        float sum = y.get(F32, last + 4 * i);
        y.set(F32, last + 4 * i, squares ? Math.fma(v, v, sum) : sum + Math.abs(v));
      }
    }
    if (squares) {
      for (long i = 0; i < n; i++) {
        y.set(F32, last + 4 * i, (float) Math.sqrt(y.get(F32, last + 4 * i)));
      }
    }
    for (long j = 0; j < lines.length(); j++) {
      long from = offset + j * row;
      for (long i = 0; i < n; i++) {
        float norm = y.get(F32, last + 4 * i);
        y.set(F32, from + 4 * i, norm == 0f ? 0f : x.get(F32, from + 4 * i) / norm);
      }
    }
  }

  private void line(Tensor x, Tensor y, long start) {
    double sum = 0;
    for (long j = 0; j < lines.length(); j++) {
      double v = x.getDouble(start + j * lines.inner());
      sum += squares ? v * v : Math.abs(v);
    }
    double norm = squares ? Math.sqrt(sum) : sum;
    for (long j = 0; j < lines.length(); j++) {
      long k = start + j * lines.inner();
      y.setDouble(k, norm == 0 ? 0 : x.getDouble(k) / norm);
    }
  }
}
