package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.strip.Approximations.ERFC_0;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_1;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_2;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_3;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_4;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_5;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_6;
import static dev.gatun.kernels.java.strip.Approximations.ERFC_7;
import static dev.gatun.kernels.java.strip.Approximations.ERF_0;
import static dev.gatun.kernels.java.strip.Approximations.ERF_1;
import static dev.gatun.kernels.java.strip.Approximations.ERF_2;
import static dev.gatun.kernels.java.strip.Approximations.ERF_3;
import static dev.gatun.kernels.java.strip.Approximations.ERF_4;
import static dev.gatun.kernels.java.strip.Approximations.ERF_5;
import static dev.gatun.kernels.java.strip.Approximations.ERF_6;
import static dev.gatun.kernels.java.strip.Approximations.ERF_ONE;
import static dev.gatun.kernels.java.strip.Approximations.EXP_0;
import static dev.gatun.kernels.java.strip.Approximations.EXP_1;
import static dev.gatun.kernels.java.strip.Approximations.EXP_2;
import static dev.gatun.kernels.java.strip.Approximations.EXP_3;
import static dev.gatun.kernels.java.strip.Approximations.EXP_4;
import static dev.gatun.kernels.java.strip.Approximations.EXP_5;
import static dev.gatun.kernels.java.strip.Approximations.EXP_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.EXP_LOW;
import static dev.gatun.kernels.java.strip.Approximations.FULL_EXP_LOW;
import static dev.gatun.kernels.java.strip.Approximations.LN2_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.LN2_LOW;
import static dev.gatun.kernels.java.strip.Approximations.LOG2_E;
import static dev.gatun.kernels.java.strip.Approximations.LOG_0;
import static dev.gatun.kernels.java.strip.Approximations.LOG_1;
import static dev.gatun.kernels.java.strip.Approximations.LOG_2;
import static dev.gatun.kernels.java.strip.Approximations.LOG_3;
import static dev.gatun.kernels.java.strip.Approximations.LOG_4;
import static dev.gatun.kernels.java.strip.Approximations.LOG_5;
import static dev.gatun.kernels.java.strip.Approximations.LOG_6;
import static dev.gatun.kernels.java.strip.Approximations.LOG_7;
import static dev.gatun.kernels.java.strip.Approximations.LOG_8;
import static dev.gatun.kernels.java.strip.Approximations.ROUNDER;
import static dev.gatun.kernels.java.strip.Approximations.ROUNDER_BITS;
import static dev.gatun.kernels.java.strip.Approximations.SQRT_HALF;
import static dev.gatun.kernels.java.strip.Approximations.SQRT_HALF_BITS;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of exp, log, erf and GELU; see [VectorSigmoids] on why the exponential stands in
/// each. Every method computes `count` elements, a multiple of the lane count. The scalar text is
/// [Approximations].
final class VectorTranscendentals {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final int ONE_BITS = 0x3f800000;

  private VectorTranscendentals() {}

  /// y = eˣ over the whole range: 2ⁿ applied in two halves.
  static void exp(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector c = v.max(FULL_EXP_LOW).min(EXP_HIGH);
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
      IntVector k = t.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector s = half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector rest =
          k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      q.add(1f).mul(s).mul(rest).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = ln x: mantissa in [√½, √2) and exponent, subnormal x scaled first.
  static void log(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      VectorMask<Float> tiny = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(0x1p23f), tiny).reinterpretAsInts();
      IntVector e = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
      FloatVector m = bits.sub(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
      FloatVector whole = (FloatVector) e.convertShape(VectorOperators.I2F, S, 0);
      FloatVector k = whole.sub(FloatVector.zero(S).blend(23f, tiny));
      FloatVector z = m.mul(m);
      FloatVector p = m.fma(FloatVector.broadcast(S, LOG_8), FloatVector.broadcast(S, LOG_7));
      p = p.fma(m, FloatVector.broadcast(S, LOG_6));
      p = p.fma(m, FloatVector.broadcast(S, LOG_5));
      p = p.fma(m, FloatVector.broadcast(S, LOG_4));
      p = p.fma(m, FloatVector.broadcast(S, LOG_3));
      p = p.fma(m, FloatVector.broadcast(S, LOG_2));
      p = p.fma(m, FloatVector.broadcast(S, LOG_1));
      p = p.fma(m, FloatVector.broadcast(S, LOG_0));
      FloatVector w = p.mul(m).mul(z);
      w = k.fma(FloatVector.broadcast(S, -LN2_LOW), w);
      w = z.fma(FloatVector.broadcast(S, -0.5f), w).add(m);
      w = k.fma(FloatVector.broadcast(S, -LN2_HIGH), w);
      w = v.blend(w, v.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
      w = w.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0f));
      w.blend(Float.NaN, v.compare(VectorOperators.LT, 0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = erf x: x·P(x²) below 1, 1 − e^(−Q(|x|)) above.
  static void erf(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector z = v.mul(v);
      FloatVector w = z.fma(FloatVector.broadcast(S, ERF_6), FloatVector.broadcast(S, ERF_5));
      w = w.fma(z, FloatVector.broadcast(S, ERF_4));
      w = w.fma(z, FloatVector.broadcast(S, ERF_3));
      w = w.fma(z, FloatVector.broadcast(S, ERF_2));
      w = w.fma(z, FloatVector.broadcast(S, ERF_1));
      w = w.fma(z, FloatVector.broadcast(S, ERF_0));
      FloatVector a = v.lanewise(VectorOperators.ABS);
      FloatVector d = a.min(ERF_ONE);
      FloatVector g = d.fma(FloatVector.broadcast(S, ERFC_7), FloatVector.broadcast(S, ERFC_6));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_5));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_4));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_3));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_2));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_1));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_0));
      FloatVector c = g.neg().max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector big = FloatVector.broadcast(S, 1f).sub(e);
      big = big.blend(big.neg(), v.compare(VectorOperators.LT, 0f));
      FloatVector erf = big.blend(w.mul(v), a.compare(VectorOperators.LT, 1f));
      erf.intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = ½·x·(1 + erf(x/√2)).
  static void gelu(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector u = v.mul(SQRT_HALF);
      FloatVector z = u.mul(u);
      FloatVector w = z.fma(FloatVector.broadcast(S, ERF_6), FloatVector.broadcast(S, ERF_5));
      w = w.fma(z, FloatVector.broadcast(S, ERF_4));
      w = w.fma(z, FloatVector.broadcast(S, ERF_3));
      w = w.fma(z, FloatVector.broadcast(S, ERF_2));
      w = w.fma(z, FloatVector.broadcast(S, ERF_1));
      w = w.fma(z, FloatVector.broadcast(S, ERF_0));
      FloatVector a = u.lanewise(VectorOperators.ABS);
      FloatVector d = a.min(ERF_ONE);
      FloatVector g = d.fma(FloatVector.broadcast(S, ERFC_7), FloatVector.broadcast(S, ERFC_6));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_5));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_4));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_3));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_2));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_1));
      g = g.fma(d, FloatVector.broadcast(S, ERFC_0));
      FloatVector c = g.neg().max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector big = FloatVector.broadcast(S, 1f).sub(e);
      big = big.blend(big.neg(), u.compare(VectorOperators.LT, 0f));
      FloatVector erf = big.blend(w.mul(u), a.compare(VectorOperators.LT, 1f));
      v.mul(0.5f).mul(erf.add(1f)).intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }
}
