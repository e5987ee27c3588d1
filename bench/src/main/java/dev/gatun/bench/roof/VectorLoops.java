package dev.gatun.bench.roof;

import dev.gatun.kernels.java.width.KernelCompilation;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops with the Vector API. Flat text, since C2 boxes vectors wherever its inlining ends.
///
/// The sums of [#fma] start from different numbers: of twelve equal ones C2 could keep one. No sum
/// is the receiver of a call: what a loop carries has no exact type while C2 inlines, and a virtual
/// call that it then keeps made one JVM in three read at 2 GB/s.
final class VectorLoops implements Loops {
  private static final VectorSpecies<Float> SPECIES =
      switch (Width.BITS) {
        case 512 -> FloatVector.SPECIES_512;
        case 256 -> FloatVector.SPECIES_256;
        default -> FloatVector.SPECIES_128;
      };
  private static final VectorSpecies<Integer> BITS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());
  private static final long V = SPECIES.vectorByteSize();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  static {
    KernelCompilation.onlyByC2("dev/gatun/bench/roof/VectorLoops*");
  }

  @Override
  public int lanes() {
    return SPECIES.length();
  }

  @Override
  public float fma(int rounds) {
    FloatVector a = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector b = FloatVector.broadcast(SPECIES, 0.25f);
    FloatVector c0 = FloatVector.broadcast(SPECIES, 0f);
    FloatVector c1 = FloatVector.broadcast(SPECIES, 1f);
    FloatVector c2 = FloatVector.broadcast(SPECIES, 2f);
    FloatVector c3 = FloatVector.broadcast(SPECIES, 3f);
    FloatVector c4 = FloatVector.broadcast(SPECIES, 4f);
    FloatVector c5 = FloatVector.broadcast(SPECIES, 5f);
    FloatVector c6 = FloatVector.broadcast(SPECIES, 6f);
    FloatVector c7 = FloatVector.broadcast(SPECIES, 7f);
    FloatVector c8 = FloatVector.broadcast(SPECIES, 8f);
    FloatVector c9 = FloatVector.broadcast(SPECIES, 9f);
    FloatVector c10 = FloatVector.broadcast(SPECIES, 10f);
    FloatVector c11 = FloatVector.broadcast(SPECIES, 11f);
    for (int i = 0; i < rounds; i++) {
      c0 = a.fma(b, c0);
      c1 = a.fma(b, c1);
      c2 = a.fma(b, c2);
      c3 = a.fma(b, c3);
      c4 = a.fma(b, c4);
      c5 = a.fma(b, c5);
      c6 = a.fma(b, c6);
      c7 = a.fma(b, c7);
      c8 = a.fma(b, c8);
      c9 = a.fma(b, c9);
      c10 = a.fma(b, c10);
      c11 = a.fma(b, c11);
    }
    FloatVector low = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector high = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return low.add(high).lane(0);
  }

  @Override
  public float read(MemorySegment m, long from, long bytes) {
    IntVector c0 = IntVector.zero(BITS);
    IntVector c1 = c0;
    IntVector c2 = c0;
    IntVector c3 = c0;
    long end = from + bytes;
    for (long i = from; i < end; i += 4 * V) {
      c0 = IntVector.fromMemorySegment(BITS, m, i, ORDER).or(c0);
      c1 = IntVector.fromMemorySegment(BITS, m, i + V, ORDER).or(c1);
      c2 = IntVector.fromMemorySegment(BITS, m, i + 2 * V, ORDER).or(c2);
      c3 = IntVector.fromMemorySegment(BITS, m, i + 3 * V, ORDER).or(c3);
    }
    return c0.or(c1).or(c2.or(c3)).lane(0);
  }

  @Override
  public void copy(MemorySegment m, long x, long y, long bytes) {
    for (long i = 0; i < bytes; i += 4 * V) {
      FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, m, x + i, ORDER);
      FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, m, x + i + V, ORDER);
      FloatVector v2 = FloatVector.fromMemorySegment(SPECIES, m, x + i + 2 * V, ORDER);
      FloatVector v3 = FloatVector.fromMemorySegment(SPECIES, m, x + i + 3 * V, ORDER);
      v0.intoMemorySegment(m, y + i, ORDER);
      v1.intoMemorySegment(m, y + i + V, ORDER);
      v2.intoMemorySegment(m, y + i + 2 * V, ORDER);
      v3.intoMemorySegment(m, y + i + 3 * V, ORDER);
    }
  }

  @Override
  public void triad(MemorySegment m, long a, long b, long y, long bytes) {
    FloatVector s = FloatVector.broadcast(SPECIES, 0.5f);
    for (long i = 0; i < bytes; i += 2 * V) {
      FloatVector a0 = FloatVector.fromMemorySegment(SPECIES, m, a + i, ORDER);
      FloatVector a1 = FloatVector.fromMemorySegment(SPECIES, m, a + i + V, ORDER);
      FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, m, b + i, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, m, b + i + V, ORDER);
      s.fma(b0, a0).intoMemorySegment(m, y + i, ORDER);
      s.fma(b1, a1).intoMemorySegment(m, y + i + V, ORDER);
    }
  }
}
