package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels that reduce a run to one number through 16 partial results: element i goes to
/// partial i mod 16, partials are combined in index order. Narrow vectors take the run several
/// times, a part of the partials each time, so that every width adds in one order. Never
/// `reduceLanes`: its order is the compiler's business.
final class VectorReductions {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int PARTIALS = 16;

  private VectorReductions() {}

  /// Σ x.
  static float sum(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, 0f);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = partial.add(v);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = p + e;
        }
        total = total + p;
      }
    }
    return total;
  }

  /// max x, NaN wins.
  static float max(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = partial.max(v);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = Math.max(p, e);
        }
        total = Math.max(total, p);
      }
    }
    return total;
  }

  /// min x, NaN wins.
  static float min(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = Float.POSITIVE_INFINITY;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = partial.min(v);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = Math.min(p, e);
        }
        total = Math.min(total, p);
      }
    }
    return total;
  }

  /// Π x.
  static float product(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 1f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, 1f);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = partial.mul(v);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = p * e;
        }
        total = total * p;
      }
    }
    return total;
  }

  /// Σ |x|.
  static float sumOfMagnitudes(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, 0f);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = partial.add(v.lanewise(VectorOperators.ABS));
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = p + Math.abs(e);
        }
        total = total + p;
      }
    }
    return total;
  }

  /// Σ x².
  static float sumOfSquares(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, 0f);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        partial = v.fma(v, partial);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          p = Math.fma(e, e, p);
        }
        total = total + p;
      }
    }
    return total;
  }

  /// Σ (x − mean)².
  static float sumOfSquaredDifferences(MemorySegment x, long xOffset, long count, float mean) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.broadcast(S, 0f);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
        FloatVector d = v.sub(mean);
        partial = d.fma(d, partial);
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float p = partial.lane(l);
        if (full + j + l < count) {
          float e = x.get(F32, xOffset + 4 * (full + j + l));
          float d = e - mean;
          p = Math.fma(d, d, p);
        }
        total = total + p;
      }
    }
    return total;
  }
}
