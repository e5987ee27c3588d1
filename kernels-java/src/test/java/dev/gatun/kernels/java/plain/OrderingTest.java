package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.random;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.TopK;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Elements by rank.
final class OrderingTest {
  /// Integers from −9 to 9: most have equals.
  @Property(tries = 200)
  void best(
      @ForAll DType dtype,
      @ForAll boolean largest,
      @ForAll @IntRange(max = 2) int axis,
      @ForAll @IntRange(max = 40) int extent,
      @ForAll @IntRange(max = 40) int k) {
    long[] dims = {3, 2, 4};
    dims[axis] = extent;
    Tensor x = random(extent, dtype, dims);
    dims[axis] = Math.min(k, extent);
    exact(
        new TopK(axis - 3, dims[axis], largest),
        List.of(x),
        type(dtype, dims),
        type(DType.INT64, dims));
  }

  @Property(tries = 20)
  void manyFloats(@ForAll boolean largest, @ForAll @IntRange(max = 1000) int k) {
    exact(
        new TopK(1, (long) k, largest),
        List.of(random(k, DType.FLOAT32, 2, 1000)),
        type(DType.FLOAT32, 2, k),
        type(DType.INT64, 2, k));
  }

  @Test
  void specialValues() {
    float inf = Float.POSITIVE_INFINITY;
    float otherNan = Float.intBitsToFloat(0xffc00123);
    Tensor x =
        PlainCheck.of(Tensor.of(new float[] {0f, -0f, Float.NaN, inf, -inf, otherNan, 1f}, 7));
    for (boolean largest : new boolean[] {true, false}) {
      exact(new TopK(0, 7L, largest), List.of(x), type(DType.FLOAT32, 7), type(DType.INT64, 7));
    }
  }

  @Test
  void unsignedLongs() {
    Tensor x = PlainCheck.random(3, DType.UINT64, 9);
    x.setLong(4, -1L);
    x.setLong(6, Long.MIN_VALUE);
    exact(new TopK(0, 9L, true), List.of(x), type(DType.UINT64, 9), type(DType.INT64, 9));
  }
}
