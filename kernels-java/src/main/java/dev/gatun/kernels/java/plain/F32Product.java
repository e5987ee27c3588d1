package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// A float32 matrix product row by row: y's row gathers multiples of B's rows, four at a time, or,
/// where B is transposed, dot products. Serves shapes that the tiled product does not take.
final class F32Product extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final Strips STRIPS = Strips.best();

  private final MatrixProduct product;
  private final MatrixProduct.Layout l;

  F32Product(Signature s, MatrixProduct product) {
    super("plain." + s.op().title(), product.rows(), product.layout().n() * product.layout().k());
    this.product = product;
    this.l = product.layout();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    MemorySegment a = at(in, 0).data();
    MemorySegment b = at(in, 1).data();
    MemorySegment y = at(out, 0).data();
    for (long i = from; i < to; i++) {
      long batch = i / l.m();
      long row = i - batch * l.m();
      long aStart = 4 * (l.batches().offset(0, batch, 0) + row * l.aRow());
      long bStart = 4 * l.batches().offset(1, batch, 0);
      long target = 4 * i * l.n();
      start(in, row, y, target);
      if (l.bColumn() == 1) {
        addRows(a, aStart, b, bStart, y, target);
      } else {
        addDots(a, aStart, b, bStart, y, target);
      }
      STRIPS.activate(product.activation(), y, target, y, target, l.n());
    }
  }

  private void start(@Nullable Tensor[] in, long row, MemorySegment y, long target) {
    if (!product.hasBias()) {
      Elements.fill(4, 0, y, target / 4, 1, l.n());
      return;
    }
    MemorySegment c = at(in, 2).data();
    for (long j = 0; j < l.n(); j++) {
      y.set(
          F32, target + 4 * j, c.get(F32, 4 * (row * l.cRow() + j * l.cColumn())) * product.beta());
    }
  }

  private void addRows(
      MemorySegment a, long aStart, MemorySegment b, long bStart, MemorySegment y, long target) {
    long step = 4 * l.aColumn();
    long row = 4 * l.bRow();
    float alpha = product.alpha();
    long k = 0;
    for (; k + 4 <= l.k(); k += 4) {
      float a0 = a.get(F32, aStart + k * step) * alpha;
      float a1 = a.get(F32, aStart + (k + 1) * step) * alpha;
      float a2 = a.get(F32, aStart + (k + 2) * step) * alpha;
      float a3 = a.get(F32, aStart + (k + 3) * step) * alpha;
      addFour(b, bStart + k * row, row, a0, a1, a2, a3, y, target, l.n());
    }
    for (; k < l.k(); k++) {
      addOne(b, bStart + k * row, a.get(F32, aStart + k * step) * alpha, y, target, l.n());
    }
  }

  private static void addFour(
      MemorySegment b,
      long b0,
      long row,
      float a0,
      float a1,
      float a2,
      float a3,
      MemorySegment y,
      long target,
      long n) {
    long b1 = b0 + row;
    long b2 = b1 + row;
    long b3 = b2 + row;
    for (long j = 0; j < n; j++) {
      float v = Math.fma(b.get(F32, b0 + 4 * j), a0, y.get(F32, target + 4 * j));
      v = Math.fma(b.get(F32, b1 + 4 * j), a1, v);
      v = Math.fma(b.get(F32, b2 + 4 * j), a2, v);
      y.set(F32, target + 4 * j, Math.fma(b.get(F32, b3 + 4 * j), a3, v));
    }
  }

  private static void addOne(
      MemorySegment b, long from, float a, MemorySegment y, long target, long n) {
    for (long j = 0; j < n; j++) {
      y.set(F32, target + 4 * j, Math.fma(b.get(F32, from + 4 * j), a, y.get(F32, target + 4 * j)));
    }
  }

  private void addDots(
      MemorySegment a, long aStart, MemorySegment b, long bStart, MemorySegment y, long target) {
    long aStep = 4 * l.aColumn();
    long bStep = 4 * l.bRow();
    for (long j = 0; j < l.n(); j++) {
      long bFrom = bStart + 4 * j * l.bColumn();
      float s0 = 0f;
      float s1 = 0f;
      float s2 = 0f;
      float s3 = 0f;
      long k = 0;
      for (; k + 4 <= l.k(); k += 4) {
        s0 = Math.fma(a.get(F32, aStart + k * aStep), b.get(F32, bFrom + k * bStep), s0);
        s1 =
            Math.fma(a.get(F32, aStart + (k + 1) * aStep), b.get(F32, bFrom + (k + 1) * bStep), s1);
        s2 =
            Math.fma(a.get(F32, aStart + (k + 2) * aStep), b.get(F32, bFrom + (k + 2) * bStep), s2);
        s3 =
            Math.fma(a.get(F32, aStart + (k + 3) * aStep), b.get(F32, bFrom + (k + 3) * bStep), s3);
      }
      for (; k < l.k(); k++) {
        s0 = Math.fma(a.get(F32, aStart + k * aStep), b.get(F32, bFrom + k * bStep), s0);
      }
      float dot = (s0 + s1) + (s2 + s3);
      y.set(F32, target + 4 * j, Math.fma(dot, product.alpha(), y.get(F32, target + 4 * j)));
    }
  }
}
