package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;

import dev.gatun.kernels.java.tile.Raw;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of functions without an exponential. Every method computes `count` elements, a
/// multiple of the lane count; NaN stays NaN. The scalar text is [Approximations#activate].
final class VectorPiecewise {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  /// From here on every float is an integer.
  private static final float INTEGERS = 0x1p23f;

  private static final int SIGN = 0x80000000;

  private VectorPiecewise() {}

  /// y = x.
  static void copy(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = max(x, 0). Java's maximum is six instructions, a comparison and a blend are two.
  static void relu(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      v.blend(0f, v.compare(VectorOperators.LE, 0f))
          .intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = min(max(x, low), high).
  static void clip(
      float low,
      float high,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.max(low).min(high).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x < 0 ? slope·x : x.
  static void leakyRelu(
      float slope, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.blend(v.mul(slope), v.compare(VectorOperators.LT, 0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = max(0, min(1, a·x + b)).
  static void hardSigmoid(
      float a, float b, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      v = v.fma(FloatVector.broadcast(S, a), FloatVector.broadcast(S, b));
      v = v.blend(1f, v.compare(VectorOperators.GT, 1f));
      v.blend(0f, v.compare(VectorOperators.LE, 0f))
          .intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = x · max(0, min(1, x/6 + ½)).
  static void hardSwish(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      FloatVector gate = v.fma(FloatVector.broadcast(S, 1f / 6f), FloatVector.broadcast(S, 0.5f));
      gate = gate.blend(1f, gate.compare(VectorOperators.GT, 1f));
      gate = gate.blend(0f, gate.compare(VectorOperators.LE, 0f));
      v.mul(gate).intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = x / (1 + |x|).
  static void softsign(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector d = v.lanewise(VectorOperators.ABS).add(1f);
      v.div(d).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x > a ? x : 0, NaN stays.
  static void thresholdedRelu(
      float a, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      VectorMask<Float> keep = v.compare(VectorOperators.GT, a).or(v.test(VectorOperators.IS_NAN));
      FloatVector.zero(S).blend(v, keep).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x < −a ? x + b : x > a ? x − b : 0, NaN stays.
  static void shrink(
      float a, float b, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      VectorMask<Float> above = v.compare(VectorOperators.GT, a);
      VectorMask<Float> below = v.compare(VectorOperators.LT, -a);
      FloatVector w = FloatVector.zero(S).blend(v, v.test(VectorOperators.IS_NAN));
      w.blend(v.sub(b), above).blend(v.add(b), below).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = |x|.
  static void abs(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.lanewise(VectorOperators.ABS).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = −x.
  static void negate(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.lanewise(VectorOperators.NEG).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = √x.
  static void sqrt(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      v.lanewise(VectorOperators.SQRT).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = 1/x.
  static void reciprocal(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector.broadcast(S, 1f).div(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x to the nearest integer, half to even: adding 2²³ leaves no room for a fraction.
  static void round(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector a = v.lanewise(VectorOperators.ABS);
      FloatVector whole = a.add(INTEGERS).sub(INTEGERS);
      FloatVector signed =
          whole.reinterpretAsInts().or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
      FloatVector r = v.blend(signed, a.compare(VectorOperators.LT, INTEGERS));
      r.intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = ⌊x⌋, from the rounded value.
  static void floor(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector a = v.lanewise(VectorOperators.ABS);
      FloatVector whole = a.add(INTEGERS).sub(INTEGERS);
      FloatVector signed =
          whole.reinterpretAsInts().or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
      FloatVector r = v.blend(signed, a.compare(VectorOperators.LT, INTEGERS));
      r.blend(r.sub(1f), r.compare(VectorOperators.GT, v))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = ⌈x⌉ = −⌊−x⌋, which gives −0 where it should.
  static void ceil(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE).neg();
      FloatVector a = v.lanewise(VectorOperators.ABS);
      FloatVector whole = a.add(INTEGERS).sub(INTEGERS);
      FloatVector signed =
          whole.reinterpretAsInts().or(v.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
      FloatVector r = v.blend(signed, a.compare(VectorOperators.LT, INTEGERS));
      r.blend(r.sub(1f), r.compare(VectorOperators.GT, v))
          .neg()
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }
}
