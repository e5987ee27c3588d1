package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.strip.Approximations.EXP_0;
import static dev.gatun.kernels.java.strip.Approximations.EXP_1;
import static dev.gatun.kernels.java.strip.Approximations.EXP_2;
import static dev.gatun.kernels.java.strip.Approximations.EXP_3;
import static dev.gatun.kernels.java.strip.Approximations.EXP_4;
import static dev.gatun.kernels.java.strip.Approximations.EXP_5;
import static dev.gatun.kernels.java.strip.Approximations.EXP_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.EXP_LOW;
import static dev.gatun.kernels.java.strip.Approximations.LN2_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.LN2_LOW;
import static dev.gatun.kernels.java.strip.Approximations.LOG2_E;
import static dev.gatun.kernels.java.strip.Approximations.ROUNDER;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of softmax; see [VectorSigmoids] on why the exponential stands in each.
final class VectorSoftmax {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int PARTIALS = 16;
  private static final int ONE_BITS = 0x3f800000;

  private VectorSoftmax() {}

  /// y = e^(x − max) for a multiple of the lane count.
  static void expOfDifference(
      float max, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE).sub(max);
      FloatVector c = v.max(EXP_LOW).min(EXP_HIGH);
      FloatVector t = c.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
      FloatVector n = t.sub(ROUNDER);
      FloatVector r =
          n.fma(FloatVector.broadcast(S, LN2_LOW), n.fma(FloatVector.broadcast(S, LN2_HIGH), c));
      FloatVector p = r.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4));
      p = p.fma(r, FloatVector.broadcast(S, EXP_3));
      p = p.fma(r, FloatVector.broadcast(S, EXP_2));
      p = p.fma(r, FloatVector.broadcast(S, EXP_1));
      p = p.fma(r, FloatVector.broadcast(S, EXP_0));
      FloatVector q = p.fma(r.mul(r), r);
      FloatVector s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      q.add(1f).mul(s).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// Σ e^(x − max) of any count, in the order of [VectorReductions].
  static float sumOfExp(float max, MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += LANES) {
      FloatVector partial = FloatVector.zero(S);
      for (long i = j; i < full; i += PARTIALS) {
        FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE).sub(max);
        FloatVector c = v.max(EXP_LOW).min(EXP_HIGH);
        FloatVector t = c.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
        FloatVector n = t.sub(ROUNDER);
        FloatVector r =
            n.fma(FloatVector.broadcast(S, LN2_LOW), n.fma(FloatVector.broadcast(S, LN2_HIGH), c));
        FloatVector p = r.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4));
        p = p.fma(r, FloatVector.broadcast(S, EXP_3));
        p = p.fma(r, FloatVector.broadcast(S, EXP_2));
        p = p.fma(r, FloatVector.broadcast(S, EXP_1));
        p = p.fma(r, FloatVector.broadcast(S, EXP_0));
        FloatVector q = p.fma(r.mul(r), r);
        FloatVector s =
            t.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, 23)
                .add(ONE_BITS)
                .reinterpretAsFloats();
        partial = partial.add(q.add(1f).mul(s));
      }
      // last elements, then the partials in order
      for (int l = 0; l < LANES; l++) {
        float sum = partial.lane(l);
        if (full + j + l < count) {
          sum = sum + Approximations.exp(x.get(F32, xOffset + 4 * (full + j + l)) - max);
        }
        total = total + sum;
      }
    }
    return total;
  }

  /// Softmax down one vector of columns.
  static void columns(
      MemorySegment x, long xOffset, MemorySegment y, long yOffset, long rows, long rowBytes) {
    FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (long i = 0; i < rows; i++) {
      max = max.max(FloatVector.fromMemorySegment(S, x, xOffset + rowBytes * i, NATIVE));
    }
    FloatVector sum = FloatVector.zero(S);
    for (long i = 0; i < rows; i++) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + rowBytes * i, NATIVE).sub(max);
      FloatVector c = v.max(EXP_LOW).min(EXP_HIGH);
      FloatVector t = c.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
      FloatVector n = t.sub(ROUNDER);
      FloatVector r =
          n.fma(FloatVector.broadcast(S, LN2_LOW), n.fma(FloatVector.broadcast(S, LN2_HIGH), c));
      FloatVector p = r.fma(FloatVector.broadcast(S, EXP_5), FloatVector.broadcast(S, EXP_4));
      p = p.fma(r, FloatVector.broadcast(S, EXP_3));
      p = p.fma(r, FloatVector.broadcast(S, EXP_2));
      p = p.fma(r, FloatVector.broadcast(S, EXP_1));
      p = p.fma(r, FloatVector.broadcast(S, EXP_0));
      FloatVector q = p.fma(r.mul(r), r);
      FloatVector s =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(ONE_BITS)
              .reinterpretAsFloats();
      FloatVector e = q.add(1f).mul(s);
      sum = e.add(sum);
      e.intoMemorySegment(y, yOffset + rowBytes * i, NATIVE);
    }
    for (long i = 0; i < rows; i++) {
      FloatVector e = FloatVector.fromMemorySegment(S, y, yOffset + rowBytes * i, NATIVE);
      e.div(sum).intoMemorySegment(y, yOffset + rowBytes * i, NATIVE);
    }
  }
}
