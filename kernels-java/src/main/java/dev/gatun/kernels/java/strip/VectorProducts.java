package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// A row times a matrix whose rows are contiguous. Eight vectors of sums stay in registers while k
/// runs down the matrix: a load for each fused multiply-add, which hides its latency behind seven
/// others.
final class VectorProducts {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final long BLOCK = 4L * S.length();
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
}
