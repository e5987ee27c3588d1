package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.Radix2.im;
import static dev.gatun.kernels.java.plain.Radix2.re;
import static dev.gatun.kernels.java.plain.Radix2.set;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The discrete Fourier transform of one line, in place, not scaled: `Σ x[t]·e^(∓2πi·k·t/n)`.
///
/// A power of two goes through [Radix2] as it is. Any other length is written as a convolution with
/// a chirp (Bluestein 1970), k·t = (k² + t² − (k − t)²)/2, which transforms of the next power of
/// two from 2n − 1 compute.
final class FourierLine {
  private final int length;
  private final int room;
  private final boolean direct;
  private final Radix2 radix;

  /// e^(∓πi·t²/n) for each t; empty for powers of two.
  private final double[] chirpRe;

  private final double[] chirpIm;

  /// The transform of the chirp's conjugate, laid out as a circle.
  private final MemorySegment filter;

  /// @param length numbers per line, 0 or more
  /// @param inverse whether the exponent is positive
  FourierLine(long length, boolean inverse) {
    this.length = Math.toIntExact(length);
    this.direct = Long.bitCount(length) <= 1;
    this.room = direct ? this.length : Math.toIntExact(Long.highestOneBit(2 * length - 2) << 1);
    this.radix = new Radix2(room, direct && inverse);
    int n = direct ? 0 : this.length;
    chirpRe = new double[n];
    chirpIm = new double[n];
    filter = Arena.ofAuto().allocate(direct ? 0 : room * Radix2.PAIR, 8);
    for (int t = 0; t < n; t++) {
      // t² modulo the period 2n keeps the angle small
      double angle = Math.PI * ((long) t * t % (2L * n)) / n;
      chirpRe[t] = Math.cos(angle);
      chirpIm[t] = inverse ? Math.sin(angle) : -Math.sin(angle);
      set(filter, 0, t, chirpRe[t], -chirpIm[t]);
      set(filter, 0, (room - t) % room, chirpRe[t], -chirpIm[t]);
    }
    if (!direct) {
      radix.transform(filter, 0);
    }
  }

  int length() {
    return length;
  }

  /// Bytes that [#transform] works on.
  long bytes() {
    return room * Radix2.PAIR;
  }

  /// Multiplications per line, about.
  long work() {
    long one = (long) room * (64 - Long.numberOfLeadingZeros(room));
    return direct ? one : 2 * one;
  }

  /// Transforms `length` numbers in place.
  ///
  /// @param z memory
  /// @param base offset of the first number, in bytes; what lies behind the last one, up to
  ///   [#bytes], is overwritten
  void transform(MemorySegment z, long base) {
    if (direct) {
      radix.transform(z, base);
      return;
    }
    multiplyByChirp(z, base, 1, 1);
    for (int i = length; i < room; i++) {
      set(z, base, i, 0, 0);
    }
    radix.transform(z, base);
    for (int i = 0; i < room; i++) {
      double re = re(z, base, i) * re(filter, 0, i) - im(z, base, i) * im(filter, 0, i);
      double im = re(z, base, i) * im(filter, 0, i) + im(z, base, i) * re(filter, 0, i);
      set(z, base, i, re, -im); // forwards on conjugates is backwards on the numbers
    }
    radix.transform(z, base);
    multiplyByChirp(z, base, 1.0 / room, -1);
  }

  /// @param sign −1 to take the numbers' conjugates
  private void multiplyByChirp(MemorySegment z, long base, double scale, double sign) {
    for (int t = 0; t < length; t++) {
      double re = re(z, base, t) * scale;
      double im = im(z, base, t) * scale * sign;
      set(z, base, t, re * chirpRe[t] - im * chirpIm[t], re * chirpIm[t] + im * chirpRe[t]);
    }
  }
}
