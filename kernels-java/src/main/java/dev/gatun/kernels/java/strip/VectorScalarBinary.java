package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of an operand in memory and one number. A step is 4, or 0 for one vector that is
/// used over and over. `count` is a multiple of the lane count.
final class VectorScalarBinary {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private VectorScalarBinary() {}

  /// y = a + b.
  static void add(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.add(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a − b.
  static void subtract(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.sub(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = b − a.
  static void subtractFrom(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector.broadcast(S, b).sub(u).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a·b.
  static void multiply(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.mul(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a / b.
  static void divide(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.div(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = b / a.
  static void divideInto(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector.broadcast(S, b).div(u).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = min(a, b), NaN wins.
  static void min(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.min(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = max(a, b), NaN wins.
  static void max(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.max(b).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a < 0 ? a·b : a.
  static void prelu(
      MemorySegment a,
      long aOffset,
      long aStep,
      float b,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      u.blend(u.mul(b), u.compare(VectorOperators.LT, 0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = (a − mean)·scale + shift.
  static void normalize(
      MemorySegment a,
      long aOffset,
      float mean,
      float scale,
      float shift,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + 4 * i, NATIVE).sub(mean);
      u.fma(FloatVector.broadcast(S, scale), FloatVector.broadcast(S, shift))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }
}
