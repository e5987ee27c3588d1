package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// MatMulInteger and QLinearMatMul.
final class IntegerMatMul extends IntegerProduct {
  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;

  /// One factor among the inputs.
  ///
  /// @param place of the matrix
  /// @param scale place of its scale, −1 for none
  /// @param scales which scale belongs to a line
  /// @param zero place of its zero point, −1 for none
  /// @param zeros which zero point belongs to a line
  /// @param mask bits that count of a byte once it is an int
  private record Factor(int place, int scale, PerLine scales, int zero, PerLine zeros, int mask) {
    static Factor of(
        Signature s, int place, int scale, int zero, Shape batch, long lines, boolean isRow) {
      return new Factor(
          place,
          scale,
          lines(s, scale, batch, lines, isRow),
          s.hasInput(zero) ? zero : -1,
          lines(s, zero, batch, lines, isRow),
          s.inType(place) == DType.UINT8 ? 0xff : -1);
    }

    private static PerLine lines(Signature s, int place, Shape batch, long lines, boolean isRow) {
      boolean there = place >= 0 && s.hasInput(place);
      return PerLine.of(there ? s.inShape(place) : Shape.scalar(), batch, lines, isRow);
    }

    int zero(@Nullable Tensor[] in, long batch, long line) {
      return zero < 0 ? 0 : (int) at(in, zero).getLong(zeros.place(batch, line));
    }

    float scale(@Nullable Tensor[] in, long batch, long line) {
      return scale < 0 ? 1 : (float) at(in, scale).getDouble(scales.place(batch, line));
    }
  }

  private final MatrixProduct.Layout l;
  private final Factor a;
  private final Factor b;
  private final Requantization result;

  static PlainKernel sums(Signature s) {
    return new IntegerMatMul(
        s, Products.layout(s.inShape(0), s.inShape(1), false), new int[] {0, -1, 2, 1, -1, 3});
  }

  static PlainKernel quantized(Signature s) {
    return new IntegerMatMul(
        s, Products.layout(s.inShape(0), s.inShape(3), false), new int[] {0, 1, 2, 3, 4, 5});
  }

  /// @param places of A, its scale and zero point, B, its scale and zero point
  private IntegerMatMul(Signature s, MatrixProduct.Layout l, int[] places) {
    super(
        "plain." + s.op().title(),
        new Extents(l.batches().count(0), Math.toIntExact(l.m()), l.n(), Math.toIntExact(l.k())));
    this.l = l;
    Shape batch = Products.batch(s.inShape(places[0]), s.inShape(places[3]));
    this.a = Factor.of(s, places[0], places[1], places[2], batch, l.m(), true);
    this.b = Factor.of(s, places[3], places[4], places[5], batch, l.n(), false);
    this.result = Requantization.of(s.outType(0));
  }

  @Override
  void packColumns(@Nullable Tensor[] in, long batch, long column, int count, float[] panel) {
    MemorySegment data = at(in, b.place).data();
    long start = l.batches().offset(1, batch, 0) + column;
    int mask = b.mask;
    int zero = b.zeros.step() == 0 ? b.zero(in, batch, 0) : 0;
    for (int t = 0; t < terms(); t++) {
      int to = t * width();
      long from = start + t * l.bRow();
      for (int j = 0; j < count; j++) {
        panel[to + j] = (data.get(I8, from + j) & mask) - zero;
      }
      Arrays.fill(panel, to + count, to + width(), 0);
    }
    for (int j = 0; j < count && b.zeros.step() != 0; j++) {
      int own = b.zero(in, batch, column + j);
      for (int t = 0; t < terms(); t++) {
        panel[t * width() + j] -= own;
      }
    }
  }

  @Override
  void packRows(@Nullable Tensor[] in, long batch, int row, int count, float[] left) {
    MemorySegment data = at(in, a.place).data();
    if (count < 4) {
      Arrays.fill(left, 0, 4 * terms(), 0);
    }
    for (int i = 0; i < count; i++) {
      long from = l.batches().offset(0, batch, 0) + (row + i) * l.aRow();
      int zero = a.zero(in, batch, row + i);
      for (int t = 0; t < terms(); t++) {
        left[4 * t + i] = (data.get(I8, from + t) & a.mask) - zero;
      }
    }
  }

  @Override
  void store(
      @Nullable Tensor[] in,
      Tensor y,
      long batch,
      int row,
      long column,
      int[] sums,
      int from,
      int count) {
    long at = (batch * l.m() + row) * l.n() + column;
    float scale = a.scale(in, batch, row);
    if (b.scales.step() == 0) {
      result.store(in, y, at, sums, from, count, scale * b.scale(in, batch, 0));
      return;
    }
    for (int j = 0; j < count; j++) {
      result.store(in, y, at + j, sums, from + j, 1, scale * b.scale(in, batch, column + j));
    }
  }
}
