package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows times a matrix whose rows are contiguous. Eight vectors of sums stay in registers while k
/// runs down the matrix, so that the latency of a fused multiply-add hides behind seven others.
final class VectorProducts {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final long BLOCK = 4L * S.length();
  private static final int PAIR = 2 * S.length();
  private static final int WIDE = 8 * S.length();

  private VectorProducts() {}

  /// `y[j] += Σₖ a[k]·b[k][j]`; `count` is a multiple of the lane count.
  static void add(
      MemorySegment a,
      long aOffset,
      long depth,
      MemorySegment b,
      long bOffset,
      long bRow,
      MemorySegment y,
      long yOffset,
      long count) {
    long j = 0;
    for (; j + WIDE <= count; j += WIDE) {
      long to = yOffset + 4 * j;
      FloatVector c0 = FloatVector.fromMemorySegment(S, y, to, NATIVE);
      FloatVector c1 = FloatVector.fromMemorySegment(S, y, to + BLOCK, NATIVE);
      FloatVector c2 = FloatVector.fromMemorySegment(S, y, to + 2 * BLOCK, NATIVE);
      FloatVector c3 = FloatVector.fromMemorySegment(S, y, to + 3 * BLOCK, NATIVE);
      FloatVector c4 = FloatVector.fromMemorySegment(S, y, to + 4 * BLOCK, NATIVE);
      FloatVector c5 = FloatVector.fromMemorySegment(S, y, to + 5 * BLOCK, NATIVE);
      FloatVector c6 = FloatVector.fromMemorySegment(S, y, to + 6 * BLOCK, NATIVE);
      FloatVector c7 = FloatVector.fromMemorySegment(S, y, to + 7 * BLOCK, NATIVE);
      long q = bOffset + 4 * j;
      for (long p = aOffset; p < aOffset + 4 * depth; p += 4) {
        FloatVector v = FloatVector.broadcast(S, a.get(F32, p));
        c0 = v.fma(FloatVector.fromMemorySegment(S, b, q, NATIVE), c0);
        c1 = v.fma(FloatVector.fromMemorySegment(S, b, q + BLOCK, NATIVE), c1);
        c2 = v.fma(FloatVector.fromMemorySegment(S, b, q + 2 * BLOCK, NATIVE), c2);
        c3 = v.fma(FloatVector.fromMemorySegment(S, b, q + 3 * BLOCK, NATIVE), c3);
        c4 = v.fma(FloatVector.fromMemorySegment(S, b, q + 4 * BLOCK, NATIVE), c4);
        c5 = v.fma(FloatVector.fromMemorySegment(S, b, q + 5 * BLOCK, NATIVE), c5);
        c6 = v.fma(FloatVector.fromMemorySegment(S, b, q + 6 * BLOCK, NATIVE), c6);
        c7 = v.fma(FloatVector.fromMemorySegment(S, b, q + 7 * BLOCK, NATIVE), c7);
        q += bRow;
      }
      c0.intoMemorySegment(y, to, NATIVE);
      c1.intoMemorySegment(y, to + BLOCK, NATIVE);
      c2.intoMemorySegment(y, to + 2 * BLOCK, NATIVE);
      c3.intoMemorySegment(y, to + 3 * BLOCK, NATIVE);
      c4.intoMemorySegment(y, to + 4 * BLOCK, NATIVE);
      c5.intoMemorySegment(y, to + 5 * BLOCK, NATIVE);
      c6.intoMemorySegment(y, to + 6 * BLOCK, NATIVE);
      c7.intoMemorySegment(y, to + 7 * BLOCK, NATIVE);
    }
    // last vectors
    for (; j < count; j += S.length()) {
      FloatVector c = FloatVector.fromMemorySegment(S, y, yOffset + 4 * j, NATIVE);
      long q = bOffset + 4 * j;
      for (long p = aOffset; p < aOffset + 4 * depth; p += 4) {
        FloatVector v = FloatVector.broadcast(S, a.get(F32, p));
        c = v.fma(FloatVector.fromMemorySegment(S, b, q, NATIVE), c);
        q += bRow;
      }
      c.intoMemorySegment(y, yOffset + 4 * j, NATIVE);
    }
  }

  /// Four rows at once, so that a load of the matrix serves four products.
  static void addFour(
      MemorySegment a,
      long aOffset,
      long aRow,
      long depth,
      MemorySegment b,
      long bOffset,
      long bRow,
      MemorySegment y,
      long yOffset,
      long yRow,
      long count) {
    long j = 0;
    for (; j + PAIR <= count; j += PAIR) {
      long to0 = yOffset + 4 * j;
      long to1 = to0 + yRow;
      long to2 = to1 + yRow;
      long to3 = to2 + yRow;
      FloatVector c00 = FloatVector.fromMemorySegment(S, y, to0, NATIVE);
      FloatVector c01 = FloatVector.fromMemorySegment(S, y, to0 + BLOCK, NATIVE);
      FloatVector c10 = FloatVector.fromMemorySegment(S, y, to1, NATIVE);
      FloatVector c11 = FloatVector.fromMemorySegment(S, y, to1 + BLOCK, NATIVE);
      FloatVector c20 = FloatVector.fromMemorySegment(S, y, to2, NATIVE);
      FloatVector c21 = FloatVector.fromMemorySegment(S, y, to2 + BLOCK, NATIVE);
      FloatVector c30 = FloatVector.fromMemorySegment(S, y, to3, NATIVE);
      FloatVector c31 = FloatVector.fromMemorySegment(S, y, to3 + BLOCK, NATIVE);
      long p0 = aOffset;
      long p1 = p0 + aRow;
      long p2 = p1 + aRow;
      long p3 = p2 + aRow;
      long q = bOffset + 4 * j;
      for (long k = 0; k < depth; k++) {
        FloatVector b0 = FloatVector.fromMemorySegment(S, b, q, NATIVE);
        FloatVector b1 = FloatVector.fromMemorySegment(S, b, q + BLOCK, NATIVE);
        FloatVector v;
        v = FloatVector.broadcast(S, a.get(F32, p0 + 4 * k));
        c00 = v.fma(b0, c00);
        c01 = v.fma(b1, c01);
        v = FloatVector.broadcast(S, a.get(F32, p1 + 4 * k));
        c10 = v.fma(b0, c10);
        c11 = v.fma(b1, c11);
        v = FloatVector.broadcast(S, a.get(F32, p2 + 4 * k));
        c20 = v.fma(b0, c20);
        c21 = v.fma(b1, c21);
        v = FloatVector.broadcast(S, a.get(F32, p3 + 4 * k));
        c30 = v.fma(b0, c30);
        c31 = v.fma(b1, c31);
        q += bRow;
      }
      c00.intoMemorySegment(y, to0, NATIVE);
      c01.intoMemorySegment(y, to0 + BLOCK, NATIVE);
      c10.intoMemorySegment(y, to1, NATIVE);
      c11.intoMemorySegment(y, to1 + BLOCK, NATIVE);
      c20.intoMemorySegment(y, to2, NATIVE);
      c21.intoMemorySegment(y, to2 + BLOCK, NATIVE);
      c30.intoMemorySegment(y, to3, NATIVE);
      c31.intoMemorySegment(y, to3 + BLOCK, NATIVE);
    }
    // last vector
    for (int i = 0; i < 4 && j < count; i++) {
      long done = 4 * j;
      add(
          a,
          aOffset + i * aRow,
          depth,
          b,
          bOffset + done,
          bRow,
          y,
          yOffset + i * yRow + done,
          count - j);
    }
  }
}
