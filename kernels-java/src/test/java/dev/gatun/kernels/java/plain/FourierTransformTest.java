package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.op.Dft;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Fourier transforms of any length, of real and complex numbers, along any axis.
final class FourierTransformTest {
  private static final DType[] TYPES = {DType.FLOAT64, DType.FLOAT32, DType.FLOAT16};
  private static final double[] TOLERANCES = {1e-12, 1e-6, 2e-3};

  @Property(tries = 150)
  void transforms(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(max = 1) int axis,
      @ForAll @IntRange(max = 40) int extent,
      @ForAll @IntRange(min = -3, max = 3) int more,
      @ForAll boolean inverse,
      @ForAll boolean complex) {
    long n = Math.max(0, extent + more);
    long[] x = {3, 3, complex ? 2 : 1};
    x[axis] = extent;
    long[] y = {3, 3, 2};
    y[axis] = n;
    check(
        new Dft(axis, n, inverse, false),
        TOLERANCES[which],
        List.of(random(1, TYPES[which], x)),
        type(TYPES[which], y));
  }

  @Property(tries = 80)
  void halves(
      @ForAll @IntRange(min = 1, max = 70) int n, @ForAll @IntRange(min = -2, max = 2) int more) {
    check(
        new Dft(1, (long) n, false, true),
        1e-12,
        List.of(random(1, DType.FLOAT64, 2, Math.max(0, n + more), 1)),
        type(DType.FLOAT64, 2, n / 2 + 1, 2));
    check(
        new Dft(1, (long) n, true, true),
        1e-12,
        List.of(random(1, DType.FLOAT64, 2, Math.max(0, n / 2 + 1 + more), 2)),
        type(DType.FLOAT64, 2, n, 1));
  }

  @Test
  void longLines() {
    for (long n : new long[] {1024, 1000, 1009}) {
      check(
          new Dft(0, n, false, false),
          1e-10,
          List.of(random(1, DType.FLOAT64, n, 1, 2)),
          type(DType.FLOAT64, n, 1, 2));
    }
  }

  @Test
  void noLines() {
    check(
        new Dft(1, 8L, false, false),
        0,
        List.of(random(1, DType.FLOAT32, 0, 8, 1)),
        type(DType.FLOAT32, 0, 8, 2));
  }
}
