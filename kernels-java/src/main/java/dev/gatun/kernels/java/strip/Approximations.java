package dev.gatun.kernels.java.strip;

import dev.gatun.op.Activation;

/// The scalar text of every approximated function. The vector kernels repeat these lines operation
/// by operation, with the same fused multiply-adds, so that both give the same bits; whoever
/// changes one changes the other.
///
/// Polynomials of exp, log and tanh are those of Moshier's Cephes library (single precision); erf
/// (x·P(x²) below 1, 1 − e^(−Q(|x|)) above), atanh and e⁻ʳ for sigmoids (1 − r + r²·P(r), relative
/// error 3·10⁻⁹) are fits made for this project. Errors are asserted by `ApproximationsTest`.
final class Approximations {
  /// 1.5·2²³: adding it rounds to an integer, whose low bits then stand in the mantissa's low bits.
  static final float ROUNDER = 0x1.8p23f;

  static final int ROUNDER_BITS = 0x4b400000;

  static final float LOG2_E = 1.442695f;

  /// −ln 2, upper part: 9 bits, so that n·LN2_HIGH is exact.
  static final float LN2_HIGH = -0x1.63p-1f;

  /// −ln 2, the rest.
  static final float LN2_LOW = 2.1219444E-4f;

  /// Below this e^x is flushed to 0 by [#exp], whose scale then is the bit pattern of 0.
  static final float EXP_LOW = -88f;

  /// Above this e^x is ∞, whose bit pattern [#exp] then has as its scale.
  static final float EXP_HIGH = 89f;

  /// Below this e^x rounds to 0.
  static final float FULL_EXP_LOW = -104f;

  static final float EXP_5 = 1.9875691E-4f;
  static final float EXP_4 = 0.0013981999f;
  static final float EXP_3 = 0.008333452f;
  static final float EXP_2 = 0.041665796f;
  static final float EXP_1 = 0.16666666f;
  static final float EXP_0 = 0.5f;

  /// [#ROUNDER] that adds the exponent's bias, too: shifted left by 23, the sum's bits are 2ⁿ.
  static final float BIASED_ROUNDER = ROUNDER + 127;

  /// Below this e⁻ˣ is ∞, whose bit pattern is then its scale.
  static final float DECAY_LOW = -89f;

  /// Above this e⁻ˣ is flushed to 0.
  static final float DECAY_HIGH = 88f;

  static final float DECAY_6 = 0.001381458f;
  static final float DECAY_5 = -0.008368725f;
  static final float DECAY_4 = 0.04166839f;
  static final float DECAY_3 = -0.16666521f;
  static final float DECAY_2 = 0.49999994f;

  static final float TANH_4 = -0.0057049887f;
  static final float TANH_3 = 0.020639088f;
  static final float TANH_2 = -0.053739715f;
  static final float TANH_1 = 0.13331442f;
  static final float TANH_0 = -0.3333328f;

  /// Where tanh changes from its polynomial to 1 − 2/(e^2x + 1).
  static final float TANH_SPLIT = 0.625f;

  /// Beyond this tanh is 1 in single precision.
  static final float TANH_ONE = 10f;

  static final float ERF_6 = 7.875875E-5f;
  static final float ERF_5 = -8.0168643E-4f;
  static final float ERF_4 = 0.0051890872f;
  static final float ERF_3 = -0.026854211f;
  static final float ERF_2 = 0.11283594f;
  static final float ERF_1 = -0.37612626f;
  static final float ERF_0 = 1.1283791f;

  static final float ERFC_7 = 1.3272362E-5f;
  static final float ERFC_6 = -3.1693702E-4f;
  static final float ERFC_5 = 0.0034323514f;
  static final float ERFC_4 = -0.022604773f;
  static final float ERFC_3 = 0.10328112f;
  static final float ERFC_2 = 0.63914126f;
  static final float ERFC_1 = 1.1258936f;
  static final float ERFC_0 = 7.658978E-4f;

  /// Beyond this erf is 1 in single precision.
  static final float ERF_ONE = 4f;

  static final float LOG_8 = 0.070376836f;
  static final float LOG_7 = -0.1151461f;
  static final float LOG_6 = 0.116769984f;
  static final float LOG_5 = -0.12420141f;
  static final float LOG_4 = 0.14249323f;
  static final float LOG_3 = -0.16668057f;
  static final float LOG_2 = 0.20000714f;
  static final float LOG_1 = -0.24999994f;
  static final float LOG_0 = 0.3333333f;

  static final float ATANH_4 = 0.11612165f;
  static final float ATANH_3 = 0.108532876f;
  static final float ATANH_2 = 0.14296179f;
  static final float ATANH_1 = 0.19999853f;
  static final float ATANH_0 = 0.33333334f;

  /// The bits of √½: mantissas are taken from [√½, √2).
  static final int SQRT_HALF_BITS = 0x3f3504f3;

  static final float SQRT_HALF = 0.70710677f;

  /// √(8/π), from GELU's tanh form written with a sigmoid: ½·(1 + tanh u) = sigmoid(2u).
  static final float GELU_SCALE = 1.5957692f;

  static final float GELU_CUBIC = 0.044715f;

  /// Beyond this x·tanh(ln(1 + e^x)) is x in single precision.
  static final float MISH_LINEAR = 20f;

  private Approximations() {}

  /// e^x, results below the smallest normal number and above 2^127.5 flushed to 0 and ∞: enough for
  /// use inside other functions. Error ≤ 1.5 ulp on [−87, 88].
  static float exp(float x) {
    float c = Math.min(Math.max(x, EXP_LOW), EXP_HIGH);
    float t = Math.fma(c, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, c));
    float p = Math.fma(r, EXP_5, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    float q = Math.fma(p, r * r, r);
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + 0x3f800000);
    return (q + 1f) * s;
  }

  /// e^x over the whole range, subnormal results included: 2ⁿ applied in two halves.
  static float fullExp(float x) {
    float c = Math.min(Math.max(x, FULL_EXP_LOW), EXP_HIGH);
    float t = Math.fma(c, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, c));
    float p = Math.fma(r, EXP_5, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    float q = Math.fma(p, r * r, r);
    int k = Float.floatToRawIntBits(t) - ROUNDER_BITS;
    int half = k >> 1;
    float s = Float.intBitsToFloat((half + 127) << 23);
    float rest = Float.intBitsToFloat((k - half + 127) << 23);
    return (q + 1f) * s * rest;
  }

  /// e^x − 1 for x ≤ 0, accurate near 0.
  static float expMinus1(float x) {
    float c = Math.min(Math.max(x, EXP_LOW), EXP_HIGH);
    float t = Math.fma(c, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, c));
    float p = Math.fma(r, EXP_5, EXP_4);
    p = Math.fma(p, r, EXP_3);
    p = Math.fma(p, r, EXP_2);
    p = Math.fma(p, r, EXP_1);
    p = Math.fma(p, r, EXP_0);
    float q = Math.fma(p, r * r, r);
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + 0x3f800000);
    return Math.fma(q, s, s - 1f);
  }

  /// ln x.
  static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    float scaled = tiny ? x * 0x1p23f : x;
    int bits = Float.floatToRawIntBits(scaled);
    int e = (bits - SQRT_HALF_BITS) >> 23;
    float m = Float.intBitsToFloat(bits - (e << 23)) - 1f;
    float k = (float) e - (tiny ? 23f : 0f);
    float z = m * m;
    float p = Math.fma(m, LOG_8, LOG_7);
    p = Math.fma(p, m, LOG_6);
    p = Math.fma(p, m, LOG_5);
    p = Math.fma(p, m, LOG_4);
    p = Math.fma(p, m, LOG_3);
    p = Math.fma(p, m, LOG_2);
    p = Math.fma(p, m, LOG_1);
    p = Math.fma(p, m, LOG_0);
    float y = p * m * z;
    y = Math.fma(k, -LN2_LOW, y);
    y = Math.fma(z, -0.5f, y) + m;
    y = Math.fma(k, -LN2_HIGH, y);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x == 0f ? Float.NEGATIVE_INFINITY : y;
    return x < 0f ? Float.NaN : y;
  }

  /// 1 + e⁻ˣ, by which sigmoids divide: fewer operations than [#exp], and one rounding less.
  static float onePlusDecay(float x) {
    float c = x < DECAY_LOW ? DECAY_LOW : x;
    c = c > DECAY_HIGH ? DECAY_HIGH : c;
    float t = Math.fma(c, -LOG2_E, BIASED_ROUNDER);
    float n = t - BIASED_ROUNDER;
    float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
    float p = Math.fma(r, DECAY_6, DECAY_5);
    p = Math.fma(p, r, DECAY_4);
    p = Math.fma(p, r, DECAY_3);
    p = Math.fma(p, r, DECAY_2);
    p = Math.fma(p, r, -1f);
    p = Math.fma(p, r, 1f);
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    return Math.fma(p, s, 1f);
  }

  /// 1 / (1 + e⁻ˣ).
  static float sigmoid(float x) {
    return 1f / onePlusDecay(x);
  }

  /// tanh x.
  static float tanh(float x) {
    float a = Math.abs(x);
    float big = 1f - 2f / (exp(Math.min(a, TANH_ONE) * 2f) + 1f);
    float z = x * x;
    float p = Math.fma(z, TANH_4, TANH_3);
    p = Math.fma(p, z, TANH_2);
    p = Math.fma(p, z, TANH_1);
    p = Math.fma(p, z, TANH_0);
    float small = Math.fma(p * z, x, x);
    return a < TANH_SPLIT ? small : x < 0f ? -big : big;
  }

  /// The error function.
  static float erf(float x) {
    float a = Math.abs(x);
    float z = x * x;
    float p = Math.fma(z, ERF_6, ERF_5);
    p = Math.fma(p, z, ERF_4);
    p = Math.fma(p, z, ERF_3);
    p = Math.fma(p, z, ERF_2);
    p = Math.fma(p, z, ERF_1);
    p = Math.fma(p, z, ERF_0);
    float c = Math.min(a, ERF_ONE);
    float q = Math.fma(c, ERFC_7, ERFC_6);
    q = Math.fma(q, c, ERFC_5);
    q = Math.fma(q, c, ERFC_4);
    q = Math.fma(q, c, ERFC_3);
    q = Math.fma(q, c, ERFC_2);
    q = Math.fma(q, c, ERFC_1);
    q = Math.fma(q, c, ERFC_0);
    float big = 1f - exp(-q);
    return a < 1f ? p * x : x < 0f ? -big : big;
  }

  /// An activation of one element.
  static float activate(Activation f, float x) {
    float a = f.a();
    float b = f.b();
    return switch (f.kind()) {
      case NONE -> x;
      case RELU -> Math.max(x, 0f);
      case CLIP -> Math.min(Math.max(x, a), b);
      case LEAKY_RELU -> x < 0f ? x * a : x;
      case ELU -> x > 0f ? x : expMinus1(x) * a;
      case SELU -> x > 0f ? x * b : expMinus1(x) * (a * b);
      case CELU -> x > 0f ? x : expMinus1(x * (1f / a)) * a;
      case SIGMOID -> sigmoid(x);
      case TANH -> tanh(x);
      case HARD_SIGMOID -> Math.max(Math.min(Math.fma(x, a, b), 1f), 0f);
      case HARD_SWISH -> x * Math.max(Math.min(Math.fma(x, 1f / 6f, 0.5f), 1f), 0f);
      case SOFTPLUS -> softplus(x);
      case SOFTSIGN -> x / (1f + Math.abs(x));
      case MISH -> mish(x);
      case GELU -> (x * 0.5f) * (erf(x * SQRT_HALF) + 1f);
      case GELU_TANH -> x / onePlusDecay(Math.fma(x * x, x * GELU_CUBIC, x) * GELU_SCALE);
      case SILU -> x / onePlusDecay(x * a);
      case THRESHOLDED_RELU -> x > a ? x : Float.isNaN(x) ? x : 0f;
      case SHRINK -> x < -a ? x + b : x > a ? x - b : Float.isNaN(x) ? x : 0f;
    };
  }

  /// x·tanh(ln(1 + e^x)) = x·w/(w + 2) with w = e^x·(e^x + 2).
  private static float mish(float x) {
    float e = exp(Math.min(x, MISH_LINEAR));
    float w = e * (e + 2f);
    return x > MISH_LINEAR ? x : x * (w / (w + 2f));
  }

  /// ln(1 + eˣ) = max(x, 0) + ln(1 + u), u = e^(−|x|); ln(1 + u) = 2·atanh(u/(2 + u)).
  private static float softplus(float x) {
    float u = exp(-Math.abs(x));
    float h = u / (u + 2f);
    float z = h * h;
    float p = Math.fma(z, ATANH_4, ATANH_3);
    p = Math.fma(p, z, ATANH_2);
    p = Math.fma(p, z, ATANH_1);
    p = Math.fma(p, z, ATANH_0);
    float half = Math.fma(p * z, h, h);
    return Math.fma(half, 2f, Math.max(x, 0f));
  }
}
