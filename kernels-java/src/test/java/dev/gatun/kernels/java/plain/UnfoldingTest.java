package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Blocks added up, taps that move, maxima put back.
final class UnfoldingTest {
  @Property(tries = 100)
  void addsUpBlocks(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll @IntRange(max = 2) int pad,
      @ForAll @IntRange(max = 2) int batch) {
    Window window = Window.of(kernel, 2).withStride(stride).withDilation(dilation).withPad(pad);
    long places = window.outputExtent(0, 6, false) * window.outputExtent(1, 7, false);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT16, DType.FLOAT64)) {
      check(
          new Col2Im(Ints.of(6, 7), window),
          1e-6,
          List.of(random(seed, dtype, batch, 3L * kernel * 2, places)),
          type(dtype, batch, 3, 6, 7));
    }
  }

  @Test
  void addsUpBlocksOfLinesAndVolumes() {
    check(
        new Col2Im(Ints.of(9), Window.of(3).withPad(1)),
        1e-6,
        List.of(random(1, DType.FLOAT32, 2, 6, 9)),
        type(DType.FLOAT32, 2, 2, 9));
    check(
        new Col2Im(Ints.of(3, 4, 5), Window.of(2, 1, 3)),
        1e-6,
        List.of(random(1, DType.FLOAT32, 1, 12, 24)),
        type(DType.FLOAT32, 1, 2, 3, 4, 5));
  }

  @Property(tries = 100)
  void movesTaps(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll @IntRange(max = 2) int pad,
      @ForAll @IntRange(min = 1, max = 2) int groups,
      @ForAll @IntRange(min = 1, max = 2) int offsetGroups,
      @ForAll boolean biased,
      @ForAll boolean masked) {
    Window window = Window.of(kernel, 2).withStride(stride).withDilation(dilation).withPad(pad);
    long outH = window.outputExtent(0, 6, false);
    long outW = window.outputExtent(1, 7, false);
    long taps = 2L * offsetGroups * kernel;
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      List<@Nullable Tensor> in =
          new ArrayList<>(
              List.of(
                  random(seed, dtype, 2, 4, 6, 7),
                  random(seed + 1, dtype, 6, 4 / groups, kernel, 2),
                  random(seed + 2, dtype, 2, 2 * taps, outH, outW)));
      in.add(biased ? random(seed + 3, dtype, 6) : null);
      in.add(masked ? random(seed + 4, dtype, 2, taps, outH, outW) : null);
      check(new DeformConv(window, groups, offsetGroups), 2e-5, in, type(dtype, 2, 6, outH, outW));
    }
  }

  @Test
  void tapsMayMoveAnywhere() {
    Tensor offsets = random(1, DType.FLOAT32, 1, 2, 3, 3);
    double[] far = {Double.NaN, 1e30, Double.NEGATIVE_INFINITY, -1, 3, 2.5};
    for (int i = 0; i < 18; i++) {
      offsets.setDouble(i, far[i % far.length]);
    }
    check(
        new DeformConv(Window.of(1, 1), 1, 1),
        1e-6,
        List.of(
            random(2, DType.FLOAT32, 1, 1, 3, 3), random(3, DType.FLOAT32, 1, 1, 1, 1), offsets),
        type(DType.FLOAT32, 1, 1, 3, 3));
    check(
        new DeformConv(Window.of(1, 1), 1, 1),
        0,
        List.of(
            random(2, DType.FLOAT32, 0, 1, 3, 3),
            random(3, DType.FLOAT32, 1, 1, 1, 1),
            random(4, DType.FLOAT32, 0, 2, 3, 3)),
        type(DType.FLOAT32, 0, 1, 3, 3));
  }

  @Property(tries = 60)
  void putsMaximaBack(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(max = 2) int more,
      @ForAll @IntRange(max = 2) int batch) {
    Window window = Window.of(3, 2).withStride(stride);
    long height = 2L * stride + 3;
    long width = 3L * stride + 2;
    for (DType dtype : List.of(DType.FLOAT32, DType.INT8)) {
      Tensor y = random(seed, dtype, batch, 2, 3, 4);
      Tensor indices = random(seed, DType.INT64, batch, 2, 3, 4);
      PlainCheck.run(
          Pool.max(window),
          List.of(random(seed, dtype, batch, 2, height, width)),
          List.of(y, indices),
          1);
      exact(
          new MaxUnpool(window, Ints.of(batch, 2, height + more, width)),
          List.of(y, indices),
          type(dtype, batch, 2, height + more, width));
    }
  }

  @Test
  void refusesIndicesOutside() {
    Tensor x = random(1, DType.FLOAT32, 1, 1, 1, 1);
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                PlainCheck.run(
                    new MaxUnpool(Window.of(2, 2), Ints.of(1, 1, 3, 3)),
                    List.of(x, PlainCheck.of(Tensor.of(new long[] {4}, 1, 1, 1, 1))),
                    List.of(random(1, DType.FLOAT32, 1, 1, 3, 3)),
                    1));
    assertEquals("MaxUnpool: got index 4 at place 0, required 0 to 3", e.getMessage());
  }
}
