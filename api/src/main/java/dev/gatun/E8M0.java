package dev.gatun;

/// Powers of two in 8 bits: `b` means 2^(b − 127), 255 is NaN; neither sign nor zero. The scales of
/// the OCP *Microscaling Formats* 1.0.
final class E8M0 {
  private static final int BIAS = 127;
  private static final int LARGEST = 254;
  private static final int NAN = 255;

  private E8M0() {}

  /// The value of some bits.
  ///
  /// @param bits the bits; those beyond 8 do not count
  /// @return a power of two or NaN
  static double decode(int bits) {
    int exponent = bits & 0xff;
    return exponent == NAN ? Double.NaN : Math.scalb(1.0, exponent - BIAS);
  }

  /// The bits of a power of two near a value.
  ///
  /// @param value any number; a negative one has no counterpart and becomes NaN
  /// @param saturate whether what is too large or too small, infinity and 0 too, becomes the
  ///   largest or smallest value; else it becomes NaN
  /// @param rounding which of the two neighbours a value between them becomes
  /// @return the bits
  static int encode(double value, boolean saturate, PowerRounding rounding) {
    if (Double.isNaN(value) || value < 0) {
      return NAN;
    }
    int exponent = Math.getExponent(value); // of 0 and infinity: beyond either end
    double fraction = Math.scalb(value, -exponent);
    boolean up =
        switch (rounding) {
          case UP -> fraction > 1;
          case DOWN -> false;
          case NEAREST -> fraction >= 1.5;
        };
    int bits = exponent + BIAS + (up ? 1 : 0);
    if (bits >= 0 && bits <= LARGEST) {
      return bits;
    }
    return saturate ? Math.clamp(bits, 0, LARGEST) : NAN;
  }
}
