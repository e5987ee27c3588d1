package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.check;
import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.TensorType;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.RoiAlign;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Pooling of regions: inside, across the border, far outside, turned inside out, huge.
final class RegionTest {
  private static Tensor rois(long seed, DType dtype, int count) {
    Random random = new Random(seed);
    Tensor t = random(seed, dtype, count, 4);
    for (long i = 0; i < t.shape().size(); i++) {
      int kind = random.nextInt(40);
      t.setDouble(
          i,
          kind == 0
              ? 300
              : kind == 1 ? Double.NaN : kind == 2 ? -200 : random.nextInt(200) / 4.0 - 10);
    }
    return t;
  }

  private static Tensor pictures(long seed, int count, int pictures) {
    Tensor t = random(seed, DType.INT64, count);
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      t.setLong(i, random.nextInt(pictures));
    }
    return t;
  }

  @Property(tries = 300)
  void aligns(
      @ForAll long seed,
      @ForAll RoiAlign.Mode mode,
      @ForAll boolean halfPixel,
      @ForAll @IntRange(max = 3) int samplingRatio,
      @ForAll @IntRange(min = 1, max = 7) int outH,
      @ForAll @IntRange(min = 1, max = 7) int outW,
      @ForAll @IntRange(max = 5) int count) {
    RoiAlign op = new RoiAlign(mode, outH, outW, samplingRatio, 0.5f, halfPixel);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      check(
          op,
          2e-5,
          List.of(
              random(seed, dtype, 2, 5, 13, 17),
              rois(seed, dtype, count),
              pictures(seed, count, 2)),
          type(dtype, count, 5, outH, outW));
    }
  }

  @Test
  void alignsWideRegionsOfManyChannels() {
    for (int ratio = 0; ratio < 3; ratio++) {
      check(
          new RoiAlign(RoiAlign.Mode.AVERAGE, 3, 2, ratio, 1f, true),
          2e-5,
          List.of(
              random(1, DType.FLOAT32, 1, 70, 20, 300),
              PlainCheck.of(Tensor.of(new float[] {2, 3, 290, 18, 5, 1, 12, 7}, 2, 4)),
              pictures(1, 2, 1)),
          type(DType.FLOAT32, 2, 70, 3, 2));
    }
  }

  /// An adaptive grid has a sample per pixel of the region, in the picture or not.
  @Property(tries = 20)
  void alignsRegionsOfAnySize(@ForAll RoiAlign.Mode mode, @ForAll boolean halfPixel) {
    float[] corners = {
      -1e9f, -1e9f, 1e9f, 1e9f, -3e4f, 2, 3e4f, 1e6f, 0, 0, 1e30f, 1e30f, -1e30f, 3, 1e20f, 9
    };
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor rois = Tensor.allocate(dtype, Shape.of(4, 4), Arena.ofAuto());
      for (int i = 0; i < corners.length; i++) {
        rois.setDouble(i, corners[i]);
      }
      check(
          new RoiAlign(mode, 2, 3, 0, 1f, halfPixel),
          2e-5,
          List.of(random(1, dtype, 2, 5, 13, 17), rois, pictures(1, 4, 2)),
          type(dtype, 4, 5, 2, 3));
    }
  }

  /// So many samples per pixel that 63 bits do not hold the number of the first one outside.
  @Test
  void samplesOfTinyBinsAreInside() {
    RoiAlign op = new RoiAlign(RoiAlign.Mode.AVERAGE, 1, 20_000, 1024, 1f, true);
    Tensor rois = Tensor.of(new float[] {0.5f, 0.5f, Math.nextUp(0.5f), 0.5f}, 1, 4);
    RoiTaps taps = new RoiTaps();
    taps.list(op, rois, 0, 0, 20_000, 200_000, true);
    assertEquals(0, taps.index[taps.begin[100]]);
    assertEquals(1024, taps.weight[taps.begin[100]], 1e-3);
  }

  @Test
  void extentsBeyondIntAreRefusedBeforeTheRun() {
    TensorType x = type(DType.FLOAT32, 1, 3, 1L << 32, 0);
    TensorType rois = type(DType.FLOAT32, 1, 4);
    List<TensorType> types = List.of(x, rois, type(DType.INT64, 1));
    List<TensorType> y = List.of(type(DType.FLOAT32, 1, 3, 2, 2));
    for (RoiAlign.Mode mode : RoiAlign.Mode.values()) {
      RoiAlign op = new RoiAlign(mode, 2, 2, 2, 1f, true);
      assertThrows(ArithmeticException.class, () -> PlainKernels.plan(op, types, y));
    }
  }

  @Test
  void alignsOnNoPixels() {
    check(
        new RoiAlign(RoiAlign.Mode.AVERAGE, 2, 2, 2, 1f, true),
        0,
        List.of(random(1, DType.FLOAT32, 1, 3, 0, 4), rois(2, DType.FLOAT32, 2), pictures(1, 2, 1)),
        type(DType.FLOAT32, 2, 3, 2, 2));
  }

  @Property(tries = 200)
  void poolsMaxima(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int outH,
      @ForAll @IntRange(min = 1, max = 5) int outW,
      @ForAll @IntRange(max = 5) int count) {
    Random random = new Random(seed);
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Tensor rois = random(seed, dtype, count, 5);
      for (int i = 0; i < 5 * count; i++) {
        double corner = random.nextInt(20) == 0 ? 1e20 : random.nextInt(120) / 4.0 - 6;
        rois.setDouble(i, i % 5 == 0 ? random.nextInt(2) : corner);
      }
      exact(
          new MaxRoiPool(outH, outW, 0.5f),
          List.of(random(seed, dtype, 2, 3, 9, 8), rois),
          type(dtype, count, 3, outH, outW));
    }
  }

  @Test
  void passesOverTheSamplesOutside() {
    Tensor y = random(1, DType.FLOAT32, 2, 1, 2, 2);
    PlainCheck.run(
        new RoiAlign(RoiAlign.Mode.AVERAGE, 2, 2, 0, 1f, true),
        List.of(
            random(1, DType.FLOAT32, 1, 1, 4, 4),
            PlainCheck.of(
                Tensor.of(new float[] {-1e12f, -1e12f, 1e12f, 1e12f, 0, 0, 3e38f, 3e38f}, 2, 4)),
            pictures(1, 2, 1)),
        List.of(y),
        1);
    assertArrayEquals(new float[8], y.toFloats(), 1e-6f);
  }

  @Test
  void refusesAPictureThatIsNotThere() {
    Tensor x = random(1, DType.FLOAT32, 2, 1, 4, 4);
    Tensor pictures = PlainCheck.of(Tensor.of(new long[] {2}, 1));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () ->
                PlainCheck.run(
                    new RoiAlign(RoiAlign.Mode.AVERAGE, 1, 1, 0, 1f, true),
                    List.of(x, rois(1, DType.FLOAT32, 1), pictures),
                    List.of(random(1, DType.FLOAT32, 1, 1, 1, 1)),
                    1));
    assertEquals("RoiAlign: got picture 2 for region 0, required 0 to 1", e.getMessage());
  }
}
