package dev.gatun.kernels.java.strip;

import static dev.gatun.kernels.java.strip.Approximations.ATANH_0;
import static dev.gatun.kernels.java.strip.Approximations.ATANH_1;
import static dev.gatun.kernels.java.strip.Approximations.ATANH_2;
import static dev.gatun.kernels.java.strip.Approximations.ATANH_3;
import static dev.gatun.kernels.java.strip.Approximations.ATANH_4;
import static dev.gatun.kernels.java.strip.Approximations.BIASED_ROUNDER;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_2;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_3;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_4;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_5;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_6;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.DECAY_LOW;
import static dev.gatun.kernels.java.strip.Approximations.EXP_0;
import static dev.gatun.kernels.java.strip.Approximations.EXP_1;
import static dev.gatun.kernels.java.strip.Approximations.EXP_2;
import static dev.gatun.kernels.java.strip.Approximations.EXP_3;
import static dev.gatun.kernels.java.strip.Approximations.EXP_4;
import static dev.gatun.kernels.java.strip.Approximations.EXP_5;
import static dev.gatun.kernels.java.strip.Approximations.EXP_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.EXP_LOW;
import static dev.gatun.kernels.java.strip.Approximations.GELU_CUBIC;
import static dev.gatun.kernels.java.strip.Approximations.GELU_SCALE;
import static dev.gatun.kernels.java.strip.Approximations.LN2_HIGH;
import static dev.gatun.kernels.java.strip.Approximations.LN2_LOW;
import static dev.gatun.kernels.java.strip.Approximations.LOG2_E;
import static dev.gatun.kernels.java.strip.Approximations.MISH_LINEAR;
import static dev.gatun.kernels.java.strip.Approximations.ROUNDER;
import static dev.gatun.kernels.java.strip.Approximations.TANH_0;
import static dev.gatun.kernels.java.strip.Approximations.TANH_1;
import static dev.gatun.kernels.java.strip.Approximations.TANH_2;
import static dev.gatun.kernels.java.strip.Approximations.TANH_3;
import static dev.gatun.kernels.java.strip.Approximations.TANH_4;
import static dev.gatun.kernels.java.strip.Approximations.TANH_ONE;
import static dev.gatun.kernels.java.strip.Approximations.TANH_SPLIT;
import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;

import dev.gatun.kernels.java.tile.Raw;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector kernels of activations built on one exponential, whose lines stand in each of them: a
/// helper taking and giving vectors would box them where C2 declines to inline it. Every method
/// computes `count` elements, a multiple of the lane count. The scalar text is [Approximations].
final class VectorSigmoids {
  private static final VectorSpecies<Float> S = VectorLanes.SPECIES;
  private static final int LANES = S.length();
  private static final int BYTES = S.vectorByteSize();
  private static final ByteOrder NATIVE = ByteOrder.nativeOrder();
  private static final int ONE_BITS = 0x3f800000;

  private VectorSigmoids() {}

  /// y = 1 / (1 + e⁻ˣ).
  static void sigmoid(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      FloatVector c = v;
      c = c.blend(DECAY_LOW, c.compare(VectorOperators.LT, DECAY_LOW));
      c = c.blend(DECAY_HIGH, c.compare(VectorOperators.GT, DECAY_HIGH));
      FloatVector t =
          c.fma(FloatVector.broadcast(S, -LOG2_E), FloatVector.broadcast(S, BIASED_ROUNDER));
      FloatVector n = t.sub(BIASED_ROUNDER);
      FloatVector r =
          n.fma(FloatVector.broadcast(S, -LN2_LOW), n.fma(FloatVector.broadcast(S, -LN2_HIGH), c));
      FloatVector p = r.fma(FloatVector.broadcast(S, DECAY_6), FloatVector.broadcast(S, DECAY_5));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_4));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_3));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_2));
      p = p.fma(r, FloatVector.broadcast(S, -1f));
      p = p.fma(r, FloatVector.broadcast(S, 1f));
      FloatVector s =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector d = p.fma(s, FloatVector.broadcast(S, 1f));
      FloatVector.broadcast(S, 1f).div(d).intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = ln(1 + eˣ).
  static void softplus(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector c = v.lanewise(VectorOperators.ABS).neg().max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector u = q.add(1f).mul(s);
      FloatVector h = u.div(u.add(2f));
      FloatVector z = h.mul(h);
      FloatVector w = z.fma(FloatVector.broadcast(S, ATANH_4), FloatVector.broadcast(S, ATANH_3));
      w = w.fma(z, FloatVector.broadcast(S, ATANH_2));
      w = w.fma(z, FloatVector.broadcast(S, ATANH_1));
      w = w.fma(z, FloatVector.broadcast(S, ATANH_0));
      FloatVector half = w.mul(z).fma(h, h);
      half.fma(FloatVector.broadcast(S, 2f), v.max(0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x · sigmoid(a·x).
  static void silu(
      float a, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      FloatVector c = v.mul(a);
      c = c.blend(DECAY_LOW, c.compare(VectorOperators.LT, DECAY_LOW));
      c = c.blend(DECAY_HIGH, c.compare(VectorOperators.GT, DECAY_HIGH));
      FloatVector t =
          c.fma(FloatVector.broadcast(S, -LOG2_E), FloatVector.broadcast(S, BIASED_ROUNDER));
      FloatVector n = t.sub(BIASED_ROUNDER);
      FloatVector r =
          n.fma(FloatVector.broadcast(S, -LN2_LOW), n.fma(FloatVector.broadcast(S, -LN2_HIGH), c));
      FloatVector p = r.fma(FloatVector.broadcast(S, DECAY_6), FloatVector.broadcast(S, DECAY_5));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_4));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_3));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_2));
      p = p.fma(r, FloatVector.broadcast(S, -1f));
      p = p.fma(r, FloatVector.broadcast(S, 1f));
      FloatVector s =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector d = p.fma(s, FloatVector.broadcast(S, 1f));
      v.div(d).intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), written x · sigmoid(2·…).
  static void geluTanh(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long from = Raw.address(x, xOffset, 4 * count);
    long to = Raw.address(y, yOffset, 4 * count);
    for (long i = 0; i < 4 * count; i += BYTES) {
      FloatVector v = FloatVector.fromMemorySegment(S, MEMORY, from + i & MASK, NATIVE);
      FloatVector c = v.mul(v).fma(v.mul(GELU_CUBIC), v).mul(GELU_SCALE);
      c = c.blend(DECAY_LOW, c.compare(VectorOperators.LT, DECAY_LOW));
      c = c.blend(DECAY_HIGH, c.compare(VectorOperators.GT, DECAY_HIGH));
      FloatVector t =
          c.fma(FloatVector.broadcast(S, -LOG2_E), FloatVector.broadcast(S, BIASED_ROUNDER));
      FloatVector n = t.sub(BIASED_ROUNDER);
      FloatVector r =
          n.fma(FloatVector.broadcast(S, -LN2_LOW), n.fma(FloatVector.broadcast(S, -LN2_HIGH), c));
      FloatVector p = r.fma(FloatVector.broadcast(S, DECAY_6), FloatVector.broadcast(S, DECAY_5));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_4));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_3));
      p = p.fma(r, FloatVector.broadcast(S, DECAY_2));
      p = p.fma(r, FloatVector.broadcast(S, -1f));
      p = p.fma(r, FloatVector.broadcast(S, 1f));
      FloatVector s =
          t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector d = p.fma(s, FloatVector.broadcast(S, 1f));
      v.div(d).intoMemorySegment(MEMORY, to + i & MASK, NATIVE);
    }
  }

  /// y = x · tanh(ln(1 + eˣ)).
  static void mish(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector c = v.min(MISH_LINEAR).max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector w = e.mul(e.add(2f));
      FloatVector curve = v.mul(w.div(w.add(2f)));
      curve
          .blend(v, v.compare(VectorOperators.GT, MISH_LINEAR))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = x > 0 ? positive·x : negative·(e^(rate·x) − 1): ELU, SELU and CELU.
  static void expLinear(
      float positive,
      float negative,
      float rate,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector c = v.mul(rate).max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector curve = q.fma(s, s.sub(1f)).mul(negative);
      curve
          .blend(v.mul(positive), v.compare(VectorOperators.GT, 0f))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }

  /// y = tanh x: 1 − 2/(e^2|x| + 1) with x's sign, an odd polynomial near 0.
  static void tanh(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i += LANES) {
      FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4 * i, NATIVE);
      FloatVector a = v.lanewise(VectorOperators.ABS);
      FloatVector c = a.min(TANH_ONE).mul(2f).max(EXP_LOW).min(EXP_HIGH);
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
      FloatVector big =
          FloatVector.broadcast(S, 1f).sub(FloatVector.broadcast(S, 2f).div(e.add(1f)));
      big = big.blend(big.neg(), v.compare(VectorOperators.LT, 0f));
      FloatVector z = v.mul(v);
      FloatVector w = z.fma(FloatVector.broadcast(S, TANH_4), FloatVector.broadcast(S, TANH_3));
      w = w.fma(z, FloatVector.broadcast(S, TANH_2));
      w = w.fma(z, FloatVector.broadcast(S, TANH_1));
      w = w.fma(z, FloatVector.broadcast(S, TANH_0));
      FloatVector small = w.mul(z).fma(v, v);
      big.blend(small, a.compare(VectorOperators.LT, TANH_SPLIT))
          .intoMemorySegment(y, yOffset + 4 * i, NATIVE);
    }
  }
}
