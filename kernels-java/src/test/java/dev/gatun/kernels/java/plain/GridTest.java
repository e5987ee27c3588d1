package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.GridSample;
import dev.gatun.op.Ints;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Sampling at the places of grids.
final class GridTest {
  /// Places in and around the picture; some far away, some no numbers.
  private static Tensor places(long seed, DType dtype, long... dims) {
    Random random = new Random(seed);
    Tensor t = random(seed, dtype, dims);
    for (long i = 0; i < t.shape().size(); i++) {
      int kind = random.nextInt(60);
      double far = kind == 1 ? 1e30 : kind == 2 ? Double.NEGATIVE_INFINITY : Double.NaN;
      boolean zeros = kind < 3 && kind > 0;
      t.setDouble(i, zeros ? far : kind == 0 ? Double.NaN : random.nextInt(257) / 64.0 - 2.0);
    }
    return t;
  }

  /// The same without what only zeros around the picture can answer for.
  private static Tensor finite(Tensor places) {
    for (long i = 0; i < places.shape().size(); i++) {
      double v = places.getDouble(i);
      places.setDouble(i, Double.isInfinite(v) || Math.abs(v) > 1e9 ? 7.25 : v);
    }
    return places;
  }

  @Property(tries = 300)
  void samplesPictures(
      @ForAll long seed,
      @ForAll GridSample.Mode mode,
      @ForAll GridSample.Padding padding,
      @ForAll boolean alignCorners,
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width) {
    GridSample op = new GridSample(mode, padding, alignCorners);
    Tensor grid = places(seed, DType.FLOAT32, 2, 5, 9, 2);
    check(
        op,
        1e-5,
        List.of(
            random(seed, DType.FLOAT32, 2, 3, height, width),
            padding == GridSample.Padding.ZEROS ? grid : finite(grid)),
        type(DType.FLOAT32, 2, 3, 5, 9));
  }

  @Property(tries = 100)
  void samplesLinesAndVolumes(
      @ForAll long seed,
      @ForAll GridSample.Mode mode,
      @ForAll GridSample.Padding padding,
      @ForAll boolean alignCorners) {
    GridSample op = new GridSample(mode, padding, alignCorners);
    check(
        op,
        1e-9,
        List.of(
            random(seed, DType.FLOAT64, 1, 2, 4, 3, 5),
            finite(places(seed, DType.FLOAT64, 1, 2, 3, 4, 3))),
        type(DType.FLOAT64, 1, 2, 2, 3, 4));
    check(
        op,
        1e-5,
        List.of(
            random(seed, DType.FLOAT32, 1, 2, 6), finite(places(seed, DType.FLOAT64, 1, 70, 1))),
        type(DType.FLOAT32, 1, 2, 70));
  }

  @Test
  void picksElementsOfAnyType() {
    for (DType dtype : DType.values()) {
      exact(
          new GridSample(GridSample.Mode.NEAREST, GridSample.Padding.BORDER, false),
          List.of(random(1, dtype, 1, 2, 4, 5), finite(places(2, DType.FLOAT32, 1, 6, 6, 2))),
          type(dtype, 1, 2, 6, 6));
    }
  }

  @Test
  void samplesNothing() {
    for (GridSample.Padding padding : GridSample.Padding.values()) {
      for (GridSample.Mode mode : GridSample.Mode.values()) {
        GridSample op = new GridSample(mode, padding, true);
        exact(
            op,
            List.of(random(1, DType.FLOAT32, 1, 2, 0, 3), random(2, DType.FLOAT32, 1, 4, 4, 2)),
            type(DType.FLOAT32, 1, 2, 4, 4));
        exact(
            op,
            List.of(random(1, DType.FLOAT32, 1, 2, 3, 3), random(2, DType.FLOAT32, 1, 0, 4, 2)),
            type(DType.FLOAT32, 1, 2, 0, 4));
      }
    }
  }

  @Property(tries = 60)
  void mapsGrids(
      @ForAll long seed,
      @ForAll boolean alignCorners,
      @ForAll @IntRange(max = 4) int depth,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 1, max = 5) int width) {
    check(
        new AffineGrid(Ints.of(2, 3, height, width), alignCorners),
        1e-6,
        List.of(random(seed, DType.FLOAT32, 2, 2, 3)),
        type(DType.FLOAT32, 2, height, width, 2));
    check(
        new AffineGrid(Ints.of(2, 3, depth, height, width), alignCorners),
        1e-12,
        List.of(random(seed, DType.FLOAT64, 2, 3, 4)),
        type(DType.FLOAT64, 2, depth, height, width, 3));
  }
}
