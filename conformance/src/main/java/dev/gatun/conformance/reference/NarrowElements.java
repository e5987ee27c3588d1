package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.NarrowFloats;
import dev.gatun.PowerRounding;
import dev.gatun.Tensor;
import java.lang.foreign.ValueLayout;

/// Floats of 8 and 4 bits by search: all their values are held against the number.
final class NarrowElements {
  private NarrowElements() {}

  /// Stores the value that a number becomes.
  static void set(Tensor y, long i, double value, boolean saturate, PowerRounding rounding) {
    DType dtype = y.dtype();
    int bits =
        dtype == DType.FLOAT8E8M0
            ? power(value, saturate, rounding)
            : nearest(dtype, value, saturate);
    y.data().set(ValueLayout.JAVA_BYTE, i, (byte) bits);
  }

  private static int nearest(DType dtype, double value, boolean saturate) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    int largest = 0;
    int best = 0;
    for (int bits = 0; bits < 1 << (dtype.bits() - 1); bits++) {
      double candidate = NarrowFloats.decode(dtype, bits);
      if (!Double.isFinite(candidate)) {
        continue;
      }
      largest = bits;
      double distance = Math.abs(candidate - Math.abs(value));
      double least = Math.abs(NarrowFloats.decode(dtype, best) - Math.abs(value));
      best = distance < least || (distance == least && bits % 2 == 0) ? bits : best;
    }
    int sign = 1 << (dtype.bits() - 1);
    boolean oneZero = dtype == DType.FLOAT8E4M3FNUZ || dtype == DType.FLOAT8E5M2FNUZ;
    if (!Double.isNaN(value) && !isBeyond(dtype, largest, Math.abs(value))) {
      return negative && !(oneZero && best == 0) ? sign | best : best;
    }
    boolean hasNan = dtype != DType.FLOAT4E2M1;
    if (Double.isNaN(value) && !hasNan) {
      return sign; // the negative zero
    } else if (!Double.isNaN(value) && (saturate || !hasNan)) {
      return negative ? sign | largest : largest;
    }
    boolean infinite = dtype == DType.FLOAT8E5M2 && !Double.isNaN(value);
    int above = infinite ? largest + 1 : dtype == DType.FLOAT8E5M2 ? largest + 3 : largest + 1;
    return oneZero ? sign : negative ? sign | above : above;
  }

  /// Whether a number is nearer to the value that would follow the largest one; half-way between
  /// the two it goes to the even one.
  private static boolean isBeyond(DType dtype, int largest, double value) {
    double last = NarrowFloats.decode(dtype, largest);
    double end = last + (last - NarrowFloats.decode(dtype, largest - 1)) / 2;
    return value > end || (value == end && largest % 2 == 1);
  }

  /// Rounds among all powers of two, and then looks whether the type has the result.
  private static int power(double value, boolean saturate, PowerRounding rounding) {
    if (Double.isNaN(value) || value < 0) {
      return 255;
    }
    int bits = value == 0 ? -1 : Double.isInfinite(value) ? 255 : finite(value, rounding);
    return bits >= 0 && bits <= 254 ? bits : saturate ? Math.clamp(bits, 0, 254) : 255;
  }

  private static int finite(double value, PowerRounding rounding) {
    int below = Double.MIN_EXPONENT - 52 + 127; // the smallest double there is
    while (power(below + 1) <= value) {
      below++;
    }
    boolean between = power(below) < value;
    boolean up =
        switch (rounding) {
          case UP -> between;
          case DOWN -> false;
          case NEAREST -> between && value >= 1.5 * power(below);
        };
    return up ? below + 1 : below;
  }

  private static double power(int bits) {
    return Math.scalb(1.0, bits - 127);
  }
}
