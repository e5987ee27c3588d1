package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;

import dev.gatun.kernels.java.tile.Raw;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels over the pixels of a blocked row, one vector per pixel: per-lane results, pixels
/// in order.
///
/// In a loop what was just loaded is asked to take the sum in, not the sum to take it in: C2 knows
/// the class of what it loads, but of what comes round a loop only what the profile has seen. Where
/// that is nothing, which timing decides, each round calls and boxes two vectors.
final class VectorPixels {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final long BYTES = S.vectorByteSize();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private VectorPixels() {}

  /// One vector, by its address: C2 then keeps what is loaded in a register, whatever kinds of
  /// memory it has seen.
  private static FloatVector one(MemorySegment memory, long offset) {
    return FloatVector.fromMemorySegment(
        S, MEMORY, Raw.address(memory, offset, BYTES) & MASK, NATIVE);
  }

  /// y += Σ x.
  static void sum(MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    FloatVector sum = one(y, yOffset);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      sum = v.add(sum);
    }
    sum.intoMemorySegment(MEMORY, Raw.address(y, yOffset, BYTES) & MASK, NATIVE);
  }

  /// y = max(y, x), NaN wins.
  static void max(MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    FloatVector best = one(y, yOffset);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      best = v.max(best);
    }
    best.intoMemorySegment(MEMORY, Raw.address(y, yOffset, BYTES) & MASK, NATIVE);
  }

  /// y += Σ |x|.
  static void sumOfMagnitudes(
      MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    FloatVector sum = one(y, yOffset);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      sum = v.lanewise(VectorOperators.ABS).add(sum);
    }
    sum.intoMemorySegment(MEMORY, Raw.address(y, yOffset, BYTES) & MASK, NATIVE);
  }

  /// y += Σ x².
  static void sumOfSquares(
      MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    FloatVector sum = one(y, yOffset);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      sum = v.fma(v, sum);
    }
    sum.intoMemorySegment(MEMORY, Raw.address(y, yOffset, BYTES) & MASK, NATIVE);
  }

  /// y += Σ (x − mean)².
  static void sumOfSquaredDifferences(
      MemorySegment x,
      long xOffset,
      long pixels,
      MemorySegment mean,
      long meanOffset,
      MemorySegment y,
      long yOffset) {
    FloatVector sum = one(y, yOffset);
    FloatVector m = one(mean, meanOffset);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      FloatVector d = v.sub(m);
      sum = d.fma(d, sum);
    }
    sum.intoMemorySegment(MEMORY, Raw.address(y, yOffset, BYTES) & MASK, NATIVE);
  }

  /// y = min(max(x·scale + shift, low), high), one scale and shift per lane.
  static void scaleShift(
      MemorySegment x,
      long xOffset,
      MemorySegment scale,
      long scaleOffset,
      MemorySegment shift,
      long shiftOffset,
      float low,
      float high,
      MemorySegment y,
      long yOffset,
      long pixels) {
    FloatVector factor = one(scale, scaleOffset);
    FloatVector added = one(shift, shiftOffset);
    FloatVector least = FloatVector.broadcast(S, low);
    FloatVector most = FloatVector.broadcast(S, high);
    long from = Raw.address(x, xOffset, BYTES * pixels);
    long to = Raw.address(y, yOffset, BYTES * pixels);
    for (long i = 0; i < BYTES * pixels; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      v = v.fma(factor, added);
      v = v.blend(least, v.compare(VectorOperators.LT, least));
      v.blend(most, v.compare(VectorOperators.GT, most))
          .intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }
}
