package dev.gatun;

/// Floats of 8 and 4 bits: a sign, an exponent and a few bits of fraction, subnormals included.
/// `EeMm` has e bits of exponent and m of fraction; FN is without infinities, UZ has one zero
/// without a sign, and its NaN where the negative zero would be.
///
/// Sources: Micikevicius et al. 2022, *FP8 Formats for Deep Learning*; Noune et al. 2022, *8-bit
/// Numerical Formats for Deep Neural Networks*; OCP *Microscaling Formats* 1.0.
enum MiniFloat {
  /// Up to 448; NaN, no infinity.
  E4M3FN(4, 3, 7, 0x7e, 0x7f),
  /// Up to 240; NaN, no infinity, no negative zero.
  E4M3FNUZ(4, 3, 8, 0x7f, 0x80),
  /// Up to 57344, as IEEE 754 would have it: infinities and NaN.
  E5M2(5, 2, 15, 0x7b, 0x7e),
  /// Up to 57344; NaN, no infinity, no negative zero.
  E5M2FNUZ(5, 2, 16, 0x7f, 0x80),
  /// Up to 6; neither NaN nor infinity.
  E2M1(2, 1, 1, 0x7, -1);

  private final int fractionBits;
  private final int bias;

  /// The bits of the largest finite value; those above it are infinity or NaN.
  private final int largest;

  /// The bits of a NaN, −1 where there is none.
  private final int nan;

  /// The sign's bit.
  private final int sign;

  MiniFloat(int exponentBits, int fractionBits, int bias, int largest, int nan) {
    this.fractionBits = fractionBits;
    this.bias = bias;
    this.largest = largest;
    this.nan = nan;
    this.sign = 1 << (exponentBits + fractionBits);
  }

  /// The value of some bits.
  ///
  /// @param bits the bits; those beyond the format's width do not count
  /// @return the value, exactly
  double decode(int bits) {
    int magnitude = bits & (sign - 1);
    boolean negative = (bits & sign) != 0;
    if (isUnsignedZero() ? negative && magnitude == 0 : magnitude > largest) {
      boolean infinite = this == E5M2 && magnitude == largest + 1;
      return !infinite
          ? Double.NaN
          : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    int exponent = magnitude >> fractionBits;
    int fraction = magnitude & ((1 << fractionBits) - 1);
    double value =
        exponent == 0
            ? Math.scalb((double) fraction, 1 - bias - fractionBits)
            : Math.scalb((double) (fraction + (1 << fractionBits)), exponent - bias - fractionBits);
    return negative ? -value : value;
  }

  /// The bits of the nearest value, of two equally near ones the even one.
  ///
  /// @param value any number
  /// @param saturate whether what is too large, infinity too, becomes the largest finite value;
  ///   else it becomes infinity or, where the format has none, NaN. E2M1 always saturates.
  /// @return the bits; NaN in E2M1, which has none, gives −0, as in the `ml_dtypes` that ONNX uses
  int encode(double value, boolean saturate) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    int signed = negative ? sign : 0;
    if (Double.isNaN(value)) {
      return nan < 0 ? sign : isUnsignedZero() ? nan : nan | signed;
    }
    int magnitude = magnitude(Math.abs(value));
    if (magnitude <= largest) {
      return magnitude == 0 && isUnsignedZero() ? 0 : magnitude | signed;
    } else if (saturate || nan < 0) {
      return largest | signed;
    } else if (isUnsignedZero()) {
      return nan;
    }
    return (this == E5M2 ? largest + 1 : nan) | signed;
  }

  /// Consecutive bits mean consecutive values, so that a fraction that is rounded up to 2 carries
  /// into the exponent by itself.
  private int magnitude(double value) {
    if (Double.isInfinite(value)) {
      return Integer.MAX_VALUE;
    }
    int exponent = Math.max(Math.getExponent(value), 1 - bias);
    int steps = (int) Math.rint(Math.scalb(value, fractionBits - exponent));
    return ((exponent + bias - 1) << fractionBits) + steps;
  }

  private boolean isUnsignedZero() {
    return nan == sign;
  }
}
