package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.indices;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.EyeLike;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.Ints;
import dev.gatun.op.OneHot;
import dev.gatun.op.Range;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterElements.Reduction;
import dev.gatun.op.ScatterNd;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.SizeOf;
import dev.gatun.op.Trilu;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Operators that read or make indices.
final class IndexingTest {
  @Property(tries = 60)
  void gathers(@ForAll @IntRange(max = 2) int axis, @ForAll DType dtype) {
    long[] dims = {4, 5, 6};
    Tensor x = random(1, dtype, dims);
    long[] out = new long[4];
    System.arraycopy(dims, 0, out, 0, axis);
    out[axis] = 2;
    out[axis + 1] = 3;
    System.arraycopy(dims, axis + 1, out, axis + 2, 2 - axis);
    exact(new Gather(axis), List.of(x, indices(2, (int) dims[axis], 2, 3)), type(dtype, out));
    exact(
        new GatherElements(axis),
        List.of(x, indices(3, (int) dims[axis], 3, 3, 3)),
        type(dtype, 3, 3, 3));
  }

  @Test
  void gathersTuples() {
    Tensor x = random(1, DType.FLOAT32, 4, 5, 6);
    exact(new GatherNd(0), List.of(x, indices(2, 4, 3, 2, 2)), type(DType.FLOAT32, 3, 2, 6));
    exact(new GatherNd(0), List.of(x, indices(2, 4, 7, 3)), type(DType.FLOAT32, 7));
    exact(new GatherNd(1), List.of(x, indices(2, 5, 4, 3, 1)), type(DType.FLOAT32, 4, 3, 6));
  }

  @Test
  void gathersNothing() {
    exact(
        new Gather(0),
        List.of(random(1, DType.FLOAT32, 4, 5), indices(2, 4, 0)),
        type(DType.FLOAT32, 0, 5));
    exact(new Gather(0), List.of(random(1, DType.FLOAT32, 4), indices(2, 4)), type(DType.FLOAT32));
  }

  @Test
  void refusesIndicesOutOfRange() {
    Tensor x = random(1, DType.FLOAT32, 4, 5);
    Tensor y = random(1, DType.FLOAT32, 1, 5);
    Tensor index = PlainCheck.of(Tensor.of(new long[] {4}, 1));
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> PlainCheck.run(new Gather(0), List.of(x, index), List.of(y), 1));
    assertEquals("Gather: got index 4 at place 0, required −4 to 3", e.getMessage());
    Tensor rows = PlainCheck.of(Tensor.of(new long[] {-5}, 1, 1));
    assertThrows(
        InvalidInputException.class,
        () ->
            PlainCheck.run(
                new ScatterNd(Reduction.NONE),
                List.of(x, rows, y),
                List.of(random(1, DType.FLOAT32, 4, 5)),
                1));
    assertThrows(
        InvalidInputException.class,
        () ->
            PlainCheck.run(
                new ScatterElements(0, Reduction.NONE),
                List.of(x, rows, random(1, DType.FLOAT32, 1, 1)),
                List.of(random(1, DType.FLOAT32, 4, 5)),
                1));
  }

  @Property(tries = 60)
  void scatters(
      @ForAll Reduction reduction, @ForAll @IntRange(max = 1) int axis, @ForAll boolean real) {
    DType dtype = real ? DType.FLOAT64 : DType.INT16;
    Tensor x = random(1, dtype, 4, 4, 3);
    exact(
        new ScatterElements(axis - 3, reduction),
        List.of(x, indices(2, 4, 3, 4, 2), random(3, dtype, 3, 4, 2)),
        type(dtype, 4, 4, 3));
    exact(
        new ScatterNd(reduction),
        List.of(x, indices(2, 4, 3, 2), random(3, dtype, 3, 3)),
        type(dtype, 4, 4, 3));
  }

  @Test
  void oneHots() {
    Tensor indices = indices(1, 6, 3, 4);
    indices.setLong(2, 17);
    for (int axis = -1; axis < 3; axis++) {
      long[] out =
          axis == 0
              ? new long[] {6, 3, 4}
              : axis == 1 ? new long[] {3, 6, 4} : new long[] {3, 4, 6};
      Tensor values = random(2, DType.FLOAT32, 2);
      Tensor depth = PlainCheck.of(Tensor.scalar(6L));
      exact(new OneHot(axis, 6L), List.of(indices, depth, values), type(DType.FLOAT32, out));
    }
  }

  @Property(tries = 60)
  void triangles(@ForAll boolean upper, @ForAll @IntRange(min = -8, max = 8) int k) {
    exact(
        new Trilu(upper, (long) k),
        List.of(random(1, DType.FLOAT32, 2, 4, 6)),
        type(DType.FLOAT32, 2, 4, 6));
    exact(
        new Trilu(upper, (long) k), List.of(random(1, DType.INT64, 6, 4)), type(DType.INT64, 6, 4));
    exact(
        new EyeLike(DType.FLOAT64, k),
        List.of(random(1, DType.INT32, 4, 6)),
        type(DType.FLOAT64, 4, 6));
  }

  @Test
  void trianglesFarAway() {
    exact(
        new Trilu(true, Long.MAX_VALUE),
        List.of(random(1, DType.FLOAT32, 4, 6)),
        type(DType.FLOAT32, 4, 6));
    exact(
        new Trilu(false, Long.MIN_VALUE),
        List.of(random(1, DType.FLOAT32, 4, 6)),
        type(DType.FLOAT32, 4, 6));
  }

  @Test
  void madeFromLittle() {
    exact(
        new ConstantOfShape(Tensor.of(new float[] {2.5f}, 1), Ints.of(3, 4)),
        List.of(PlainCheck.of(Tensor.of(new long[] {3, 4}, 2))),
        type(DType.FLOAT32, 3, 4));
    Tensor x = random(1, DType.FLOAT32, 3, 4, 5);
    exact(new ShapeOf(0, null), List.of(x), type(DType.INT64, 3));
    exact(new ShapeOf(-2, 2), List.of(x), type(DType.INT64, 1));
    exact(new ShapeOf(-7, null), List.of(x), type(DType.INT64, 3));
    exact(new SizeOf(), List.of(x), type(DType.INT64));
    exact(
        new Range(),
        List.of(
            PlainCheck.of(Tensor.scalar(7L)),
            PlainCheck.of(Tensor.scalar(0L)),
            PlainCheck.of(Tensor.scalar(-2L))),
        type(DType.INT64, 4));
    exact(
        new Range(),
        List.of(
            PlainCheck.of(Tensor.scalar(1f)),
            PlainCheck.of(Tensor.scalar(2f)),
            PlainCheck.of(Tensor.scalar(0.25f))),
        type(DType.FLOAT32, 4));
  }
}
