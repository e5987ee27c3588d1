package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Concat;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Flatten;
import dev.gatun.op.Identity;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Reshape;
import dev.gatun.op.Slice;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unsqueeze;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Operators that move elements.
final class MovementTest {
  @Property(tries = 150)
  void transposes(
      @ForAll @Size(max = 5) List<@IntRange(max = 19) Integer> extents,
      @ForAll DType dtype,
      @ForAll long seed) {
    List<Integer> perm = new ArrayList<>();
    for (int i = 0; i < extents.size(); i++) {
      perm.add(i);
    }
    Collections.shuffle(perm, new Random(seed));
    long[] in = extents.stream().mapToLong(i -> i).toArray();
    long[] out = perm.stream().mapToLong(extents::get).toArray();
    Ints order = Ints.of(perm.stream().mapToLong(i -> i).toArray());
    exact(new Transpose(order), List.of(random(seed, dtype, in)), type(dtype, out));
  }

  @Test
  void largeTransposes() {
    exact(
        new Transpose(Ints.of(0, 2, 3, 1)),
        List.of(random(1, DType.FLOAT32, 2, 35, 17, 19)),
        type(DType.FLOAT32, 2, 17, 19, 35));
    exact(
        new Transpose(Ints.of(0, 3, 1, 2)),
        List.of(random(1, DType.FLOAT32, 2, 17, 19, 35)),
        type(DType.FLOAT32, 2, 35, 17, 19));
    exact(
        new Transpose(Ints.EMPTY),
        List.of(random(1, DType.UINT8, 50, 3, 70)),
        type(DType.UINT8, 70, 3, 50));
  }

  @Test
  void copies() {
    Tensor x = random(2, DType.INT16, 2, 1, 30);
    exact(new Reshape(Ints.of(5, 12), false), List.of(x), type(DType.INT16, 5, 12));
    exact(new Flatten(1), List.of(x), type(DType.INT16, 2, 30));
    exact(new Squeeze(Ints.of(1)), List.of(x), type(DType.INT16, 2, 30));
    exact(new Unsqueeze(Ints.of(0)), List.of(x), type(DType.INT16, 1, 2, 1, 30));
    exact(new Identity(), List.of(x), type(DType.INT16, 2, 1, 30));
    exact(new Identity(), List.of(random(2, DType.FLOAT64, 0, 4)), type(DType.FLOAT64, 0, 4));
    exact(new Identity(), List.of(random(2, DType.FLOAT64)), type(DType.FLOAT64));
  }

  @Property(tries = 100)
  void slices(
      @ForAll @IntRange(min = 1, max = 12) int rows,
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = -15, max = 15) int start,
      @ForAll @IntRange(min = -15, max = 15) int end,
      @ForAll @IntRange(min = 1, max = 4) int step,
      @ForAll boolean back,
      @ForAll DType dtype) {
    long d = rows;
    long s = back ? -step : step;
    long first = Math.clamp(start < 0 ? start + d : start, 0, back ? d - 1 : d);
    long last = Math.clamp(end < 0 ? end + d : end, back ? -1 : 0, back ? d - 1 : d);
    long count = Math.max(0, Math.ceilDiv(last - first, s));
    exact(
        new Slice(Ints.of(start, 0), Ints.of(end, columns), Ints.of(1, 2), Ints.of(s, 1)),
        List.of(random(3, dtype, 2, rows, columns)),
        type(dtype, 2, count, columns));
  }

  @Test
  void sliceOfTheInnermostAxisBackwards() {
    exact(
        new Slice(Ints.of(-1), Ints.of(-100), Ints.of(-1), Ints.of(-2)),
        List.of(random(3, DType.FLOAT32, 5, 9)),
        type(DType.FLOAT32, 5, 5));
    exact(
        new Slice(Ints.of(1, 2), Ints.of(4, 5), null, null),
        List.of(random(3, DType.INT64, 5, 9)),
        type(DType.INT64, 3, 3));
  }

  @Property(tries = 60)
  void concatenatesAndSplits(
      @ForAll @IntRange(max = 2) int axis,
      @ForAll @IntRange(max = 20) int a,
      @ForAll @IntRange(max = 20) int b,
      @ForAll DType dtype) {
    long[] first = {3, 4, 5};
    long[] second = {3, 4, 5};
    long[] whole = {3, 4, 5};
    first[axis] = a;
    second[axis] = b;
    whole[axis] = (long) a + b;
    exact(
        new Concat(axis - 3),
        List.of(random(1, dtype, first), random(2, dtype, second)),
        type(dtype, whole));
    exact(
        new Split(axis, Ints.of(a, b)),
        List.of(random(1, dtype, whole)),
        type(dtype, first),
        type(dtype, second));
  }

  @Test
  void splitsEvenlyWithASmallerLastPart() {
    exact(
        new Split(0, Ints.EMPTY),
        List.of(random(1, DType.FLOAT32, 7, 2)),
        type(DType.FLOAT32, 3, 2),
        type(DType.FLOAT32, 3, 2),
        type(DType.FLOAT32, 1, 2));
    exact(
        new Split(0, Ints.of(3, 4)),
        List.of(random(1, DType.FLOAT32, 7, 2)),
        null,
        type(DType.FLOAT32, 4, 2));
  }

  @Test
  void expandsAndTiles() {
    exact(
        new Expand(Ints.of(2, 3, 4, 5)),
        List.of(random(1, DType.FLOAT32, 3, 1, 5)),
        type(DType.FLOAT32, 2, 3, 4, 5));
    exact(
        new Expand(Ints.of(3, 40)),
        List.of(random(1, DType.UINT8, 3, 1)),
        type(DType.UINT8, 3, 40));
    exact(
        new Expand(Ints.of(3, 0)), List.of(random(1, DType.UINT8, 3, 1)), type(DType.UINT8, 3, 0));
    exact(
        new Tile(Ints.of(2, 1, 3)),
        List.of(random(1, DType.INT32, 3, 2, 5)),
        type(DType.INT32, 6, 2, 15));
    exact(new Tile(Ints.of(2, 0)), List.of(random(1, DType.INT32, 3, 2)), type(DType.INT32, 6, 0));
  }

  @Test
  void movesBetweenChannelsAndSpace() {
    for (boolean crd : new boolean[] {false, true}) {
      exact(
          new DepthToSpace(2, crd),
          List.of(random(1, DType.FLOAT32, 2, 12, 5, 7)),
          type(DType.FLOAT32, 2, 3, 10, 14));
      exact(
          new DepthToSpace(3, crd),
          List.of(random(1, DType.INT8, 1, 9, 2, 3)),
          type(DType.INT8, 1, 1, 6, 9));
    }
    exact(
        new SpaceToDepth(2),
        List.of(random(1, DType.FLOAT32, 2, 3, 6, 8)),
        type(DType.FLOAT32, 2, 12, 3, 4));
  }

  @Property(tries = 150)
  void pads(
      @ForAll Pad.Mode mode,
      @ForAll @IntRange(max = 4) int top,
      @ForAll @IntRange(max = 4) int bottom,
      @ForAll @IntRange(max = 4) int left,
      @ForAll @IntRange(max = 20) int right,
      @ForAll DType dtype,
      @ForAll boolean constant) {
    int limit = mode == Pad.Mode.REFLECT || mode == Pad.Mode.WRAP ? 4 : 20;
    int r = Math.min(right, limit);
    Tensor value = constant && mode == Pad.Mode.CONSTANT ? random(9, dtype) : null;
    exact(
        new Pad(mode, Ints.of(0, 0, top, left), Ints.of(0, 0, bottom, r)),
        Arrays.asList(random(1, dtype, 2, 3, 5, 6), null, value),
        type(dtype, 2, 3, 5 + top + bottom, 6 + left + r));
  }

  @Test
  void cropsWithNegativePads() {
    exact(
        new Pad(Pad.Mode.CONSTANT, Ints.of(-1, 2), Ints.of(3, -4)),
        List.of(random(1, DType.FLOAT32, 5, 6)),
        type(DType.FLOAT32, 7, 4));
    exact(
        new Pad(Pad.Mode.CONSTANT, Ints.of(0, -7), Ints.of(0, 3)),
        List.of(random(1, DType.FLOAT32, 5, 6)),
        type(DType.FLOAT32, 5, 2));
    exact(
        new Pad(Pad.Mode.EDGE, Ints.of(0, -2), Ints.of(0, 3)),
        List.of(random(1, DType.FLOAT32, 5, 6)),
        type(DType.FLOAT32, 5, 7));
  }
}
