package dev.gatun;

/// Rounds numbers to floats of 16 bits: once, to nearest, ties to even.
final class Halves {
  private Halves() {}

  /// The bits of an IEEE 754 binary16.
  static short binary16(double value) {
    return Float.floatToFloat16(roundToOdd(value));
  }

  /// The upper half of a binary32; a NaN stays a NaN.
  static short bfloat16(double value) {
    float f = roundToOdd(value);
    int bits = Float.floatToRawIntBits(f);
    if (Float.isNaN(f)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }

  /// The float next to `x` that, where `x` is no float itself, has an odd last bit: rounding it
  /// once more to half precision then gives what rounding `x` at once would (Boldo and Melquiond
  /// 2008).
  private static float roundToOdd(double x) {
    float f = (float) x;
    if (f == x || Double.isNaN(x)) {
      return f;
    }
    int bits = Float.floatToRawIntBits(f);
    if (Math.abs((double) f) > Math.abs(x)) {
      bits--;
    }
    return Float.intBitsToFloat(bits | 1);
  }
}
