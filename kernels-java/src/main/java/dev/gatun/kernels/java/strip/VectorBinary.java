package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of two operands in memory. A step is 4 for an operand that advances and 0 for one
/// vector that is used over and over (one value per channel of a block): loading it again is one
/// load from L1. `count` is a multiple of the lane count.
final class VectorBinary {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();

  private VectorBinary() {}

  /// y = a + b.
  static void add(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.add(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a − b.
  static void subtract(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.sub(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a·b.
  static void multiply(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.mul(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a / b.
  static void divide(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.div(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = min(a, b), NaN wins.
  static void min(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.min(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = max(a, b), NaN wins.
  static void max(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.max(v).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = a < 0 ? a·b : a.
  static void prelu(
      MemorySegment a,
      long aOffset,
      long aStep,
      MemorySegment b,
      long bOffset,
      long bStep,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector u = FloatVector.fromMemorySegment(S, a, aOffset + aStep * i, NATIVE);
      FloatVector v = FloatVector.fromMemorySegment(S, b, bOffset + bStep * i, NATIVE);
      u.blend(u.mul(v), u.compare(VectorOperators.LT, 0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }
}
