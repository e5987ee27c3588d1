package dev.gatun.kernels.java.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The Fourier transform of a power of two complex numbers, in place, not scaled (Cooley and Tukey
/// 1965): numbers change places by the reversed bits of their indices, then log₂ n stages of
/// butterflies join halves. Numbers lie as pairs of doubles, real part first.
final class Radix2 {
  /// Bytes of a complex number.
  static final long PAIR = 16;

  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final int length;

  /// e^(∓2πi·k/n) for k below n/2.
  private final double[] cos;

  private final double[] sin;

  /// @param length 0, or a power of two
  /// @param inverse whether the exponent is positive
  Radix2(int length, boolean inverse) {
    this.length = length;
    cos = new double[length / 2];
    sin = new double[length / 2];
    for (int k = 0; k < cos.length; k++) {
      double angle = 2 * Math.PI * k / length;
      cos[k] = Math.cos(angle);
      sin[k] = inverse ? Math.sin(angle) : -Math.sin(angle);
    }
  }

  static double re(MemorySegment z, long base, long i) {
    return z.get(F64, base + PAIR * i);
  }

  static double im(MemorySegment z, long base, long i) {
    return z.get(F64, base + PAIR * i + 8);
  }

  static void set(MemorySegment z, long base, long i, double re, double im) {
    z.set(F64, base + PAIR * i, re);
    z.set(F64, base + PAIR * i + 8, im);
  }

  /// Transforms numbers in place.
  ///
  /// @param z memory
  /// @param base offset of the first number, in bytes
  void transform(MemorySegment z, long base) {
    if (length < 2) {
      return;
    }
    reverseBits(z, base);
    for (int half = 1; half < length; half *= 2) {
      int step = length / (2 * half);
      for (int block = 0; block < length; block += 2 * half) {
        for (int k = 0; k < half; k++) {
          butterfly(z, base, block + k, block + k + half, cos[k * step], sin[k * step]);
        }
      }
    }
  }

  private static void butterfly(MemorySegment z, long base, int a, int b, double c, double s) {
    double re = re(z, base, b) * c - im(z, base, b) * s;
    double im = re(z, base, b) * s + im(z, base, b) * c;
    double reA = re(z, base, a);
    double imA = im(z, base, a);
    set(z, base, b, reA - re, imA - im);
    set(z, base, a, reA + re, imA + im);
  }

  private void reverseBits(MemorySegment z, long base) {
    int shift = Integer.numberOfLeadingZeros(length) + 1;
    for (int i = 0; i < length; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (i < j) {
        double re = re(z, base, i);
        double im = im(z, base, i);
        set(z, base, i, re(z, base, j), im(z, base, j));
        set(z, base, j, re, im);
      }
    }
  }
}
