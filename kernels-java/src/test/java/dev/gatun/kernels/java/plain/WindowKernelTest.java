package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.SUMS;
import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The generic convolutions and pools.
final class WindowKernelTest {
  @Property(tries = 60)
  void convolutions(
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(max = 2) int pad,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll boolean grouped,
      @ForAll boolean bias,
      @ForAll boolean residual) {
    int groups = grouped ? 2 : 1;
    Conv op =
        Conv.of(3, 2)
            .withStride(stride)
            .withPad(pad)
            .withDilation(dilation)
            .withGroups(groups)
            .withActivation(Activation.RELU);
    long h = op.window().outputExtent(0, 9, false);
    long w = op.window().outputExtent(1, 8, false);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      check(
          op,
          dtype == DType.FLOAT32 ? SUMS : 1e-12,
          Arrays.asList(
              random(1, dtype, 2, 4, 9, 8),
              random(2, dtype, 6, 4 / groups, 3, 2),
              bias ? random(3, dtype, 6) : null,
              residual ? random(4, dtype, 2, 6, h, w) : null),
          type(dtype, 2, 6, h, w));
    }
  }

  @Test
  void linesAndVolumes() {
    check(
        Conv.of(5),
        SUMS,
        List.of(random(1, DType.FLOAT32, 1, 3, 20), random(2, DType.FLOAT32, 4, 3, 5)),
        type(DType.FLOAT32, 1, 4, 16));
    check(
        Conv.of(2, 3, 2).withPad(1),
        SUMS,
        List.of(random(1, DType.FLOAT32, 1, 3, 4, 5, 6), random(2, DType.FLOAT32, 4, 3, 2, 3, 2)),
        type(DType.FLOAT32, 1, 4, 5, 5, 7));
  }

  @Test
  void transposedConvolutions() {
    for (int groups = 1; groups <= 2; groups++) {
      Window window = Window.of(3, 3).withStride(2).withPad(1);
      ConvTranspose op =
          new ConvTranspose(window, Ints.of(1, 0), Ints.EMPTY, groups, Activation.NONE);
      check(
          op,
          1e-12,
          List.of(
              random(1, DType.FLOAT64, 2, 4, 5, 6),
              random(2, DType.FLOAT64, 4, 6 / groups, 3, 3),
              random(3, DType.FLOAT64, 6)),
          type(DType.FLOAT64, 2, 6, 10, 11));
    }
    Window same =
        new Window(
            Ints.EMPTY, Ints.of(2, 2), Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.SAME_UPPER);
    check(
        new ConvTranspose(same, Ints.EMPTY, Ints.EMPTY, 1, Activation.RELU),
        SUMS,
        List.of(random(1, DType.FLOAT32, 1, 2, 3, 4), random(2, DType.FLOAT32, 2, 3, 3, 3)),
        type(DType.FLOAT32, 1, 3, 6, 8));
  }

  @Property(tries = 120)
  void pools(
      @ForAll Pool.Kind kind,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(max = 1) int pad,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll boolean ceil,
      @ForAll boolean countPads,
      @ForAll boolean columnMajor) {
    Window window = Window.of(3, 2).withStride(stride).withPad(pad).withDilation(dilation);
    Pool op = new Pool(kind, window, ceil, countPads, 2, columnMajor);
    long h = window.outputExtent(0, 9, ceil);
    long w = window.outputExtent(1, 8, ceil);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT8, DType.UINT8)) {
      if (kind == Pool.Kind.MAX) {
        exact(
            op,
            List.of(random(1, dtype, 2, 3, 9, 8)),
            type(dtype, 2, 3, h, w),
            type(DType.INT64, 2, 3, h, w));
      } else if (dtype.isFloat()) {
        check(op, 1e-6, List.of(random(1, dtype, 2, 3, 9, 8)), type(dtype, 2, 3, h, w));
      }
    }
  }
}
