package dev.gatun.kernels.java.plain;

import static dev.gatun.kernels.java.plain.PlainCheck.exact;
import static dev.gatun.kernels.java.plain.PlainCheck.type;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.AutoPad;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.Window;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Convolutions and matrix products of 8-bit integers: sums are exact, so results are equal bit by
/// bit.
final class QuantizedProductTest {
  /// Elements over the whole range of the type.
  private static Tensor bytes(long seed, DType dtype, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(seed);
    for (long i = 0; i < t.shape().size(); i++) {
      t.setLong(i, random.nextInt());
    }
    return t;
  }

  private static Tensor scales(long seed, DType dtype, long... dims) {
    Tensor t = Tensor.allocate(dtype, Shape.of(dims), Arena.ofAuto());
    Random random = new Random(seed);
    for (long i = 0; i < t.shape().size(); i++) {
      t.setDouble(i, 0.01 + random.nextDouble());
    }
    return t;
  }

  private static DType byteType(boolean signed) {
    return signed ? DType.INT8 : DType.UINT8;
  }

  private record ConvProblem(Window window, int groups, long[] x, long[] w, long[] y) {
    static ConvProblem of(int rank, int groups, int kernel, int stride, int dilation, int pad) {
      Random random = new Random(31L * rank + 7L * kernel + stride + groups);
      long[] x = new long[rank + 2];
      long[] w = new long[rank + 2];
      long[] y = new long[rank + 2];
      x[0] = 1L + random.nextInt(2);
      x[1] = groups * (1L + random.nextInt(4));
      w[0] = groups * (1L + random.nextInt(6));
      w[1] = x[1] / groups;
      y[0] = x[0];
      y[1] = w[0];
      for (int d = 2; d < x.length; d++) {
        w[d] = kernel;
        long span = (kernel - 1L) * dilation + 1;
        x[d] = Math.max(span - 2L * pad, 1) + random.nextInt(12 / rank + 1);
        y[d] = (x[d] + 2L * pad - span) / stride + 1;
      }
      return new ConvProblem(window(rank, kernel, stride, dilation, pad), groups, x, w, y);
    }

    private static Window window(int rank, int kernel, int stride, int dilation, int pad) {
      return new Window(
          Ints.repeat(rank, kernel),
          Ints.repeat(rank, stride),
          Ints.repeat(rank, dilation),
          Ints.repeat(rank, pad),
          Ints.repeat(rank, pad),
          AutoPad.EXPLICIT);
    }
  }

  @Property(tries = 150)
  void convolutions(
      @ForAll @IntRange(min = 1, max = 3) int rank,
      @ForAll @IntRange(min = 1, max = 3) int groups,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll @IntRange(max = 2) int pad,
      @ForAll boolean signed,
      @ForAll boolean perChannel) {
    ConvProblem p = ConvProblem.of(rank, groups, kernel, stride, dilation, pad);
    DType a = byteType(signed);
    DType b = byteType(perChannel);
    Tensor x = bytes(1, a, p.x);
    Tensor w = bytes(2, b, p.w);
    Tensor xZero = bytes(3, a);
    long[] channels = perChannel ? new long[] {p.w[0]} : new long[0];
    Tensor wZero = bytes(4, b, channels);
    exact(
        new ConvInteger(p.window, groups),
        Arrays.asList(x, w, signed ? xZero : null, wZero),
        type(DType.INT32, p.y));
    List<@Nullable Tensor> in =
        Arrays.asList(
            x,
            scales(5, DType.FLOAT32),
            xZero,
            w,
            scales(6, DType.FLOAT32, channels),
            wZero,
            scales(7, DType.FLOAT32, 1),
            bytes(8, b),
            signed ? null : PlainCheck.random(9, DType.INT32, p.w[0]));
    exact(new QLinearConv(p.window, groups), in, type(b, p.y));
  }

  /// More terms than a float adds up exactly, more columns than a panel has, more rows than an
  /// item.
  @Test
  void largeConvolution() {
    Tensor x = Tensor.allocate(DType.UINT8, Shape.of(1, 300, 9, 9), Arena.ofAuto());
    Tensor w = Tensor.allocate(DType.INT8, Shape.of(70, 300, 3, 3), Arena.ofAuto());
    x.data().fill((byte) 0xff);
    w.data().fill((byte) 0x80);
    Window window = ConvProblem.window(2, 3, 1, 1, 1);
    Tensor zero = Tensor.allocate(DType.INT8, Shape.scalar(), Arena.ofAuto());
    zero.setLong(0, 127);
    exact(
        new ConvInteger(window, 1),
        Arrays.asList(x, w, null, zero),
        type(DType.INT32, 1, 70, 9, 9));
    exact(
        new ConvInteger(ConvProblem.window(2, 1, 1, 1, 0), 1),
        List.of(bytes(1, DType.UINT8, 2, 40, 23, 29), bytes(2, DType.INT8, 70, 40, 1, 1)),
        type(DType.INT32, 2, 70, 23, 29));
  }

  @Test
  void convolutionsOfNothing() {
    Window window = ConvProblem.window(2, 3, 1, 1, 1);
    exact(
        new ConvInteger(window, 1),
        List.of(bytes(1, DType.UINT8, 0, 3, 4, 4), bytes(2, DType.INT8, 5, 3, 3, 3)),
        type(DType.INT32, 0, 5, 4, 4));
    exact(
        new ConvInteger(window, 1),
        List.of(bytes(1, DType.UINT8, 1, 0, 4, 4), bytes(2, DType.INT8, 5, 0, 3, 3)),
        type(DType.INT32, 1, 5, 4, 4));
    exact(
        new ConvInteger(window, 1),
        List.of(bytes(1, DType.UINT8, 1, 3, 4, 4), bytes(2, DType.INT8, 0, 3, 3, 3)),
        type(DType.INT32, 1, 0, 4, 4));
  }

  private static final long[][][] PRODUCTS = {
    {{4, 7}, {7, 5}, {4, 5}},
    {{7}, {7, 5}, {5}},
    {{4, 7}, {7}, {4}},
    {{7}, {7}, {}},
    {{2, 1, 4, 7}, {3, 7, 5}, {2, 3, 4, 5}},
    {{2, 3, 4, 7}, {7}, {2, 3, 4}},
    {{0, 7}, {7, 5}, {0, 5}},
    {{4, 0}, {0, 5}, {4, 5}},
    {{70, 600}, {600, 50}, {70, 50}},
    {{1, 64}, {64, 300}, {1, 300}},
  };

  @Property(tries = 40)
  void matrixProducts(
      @ForAll @IntRange(max = 9) int problem, @ForAll boolean signedA, @ForAll boolean signedB) {
    long[][] s = PRODUCTS[problem];
    DType a = byteType(signedA);
    DType b = byteType(signedB);
    exact(
        new MatMulInteger(),
        Arrays.asList(
            bytes(1, a, s[0]), bytes(2, b, s[1]), signedA ? bytes(3, a) : null, bytes(4, b, 1)),
        type(DType.INT32, s[2]));
    exact(
        new QLinearMatMul(),
        List.of(
            bytes(1, a, s[0]),
            scales(5, DType.FLOAT16),
            bytes(3, a),
            bytes(2, b, s[1]),
            scales(6, DType.FLOAT16, 1),
            bytes(4, b),
            scales(7, DType.FLOAT16),
            bytes(8, a)),
        type(a, s[2]));
  }

  /// Zero points and scales of each row of A and each column of B.
  @Property(tries = 20)
  void parametersPerLine(@ForAll boolean batched, @ForAll boolean signed) {
    DType a = byteType(signed);
    long[] rows = batched ? new long[] {2, 1, 4, 1} : new long[] {4};
    long[] columns = batched ? new long[] {3, 1, 5} : new long[] {5};
    Tensor left = bytes(1, a, 2, 1, 4, 7);
    Tensor right = bytes(2, DType.INT8, 3, 7, 5);
    exact(
        new MatMulInteger(),
        List.of(left, right, bytes(3, a, rows), bytes(4, DType.INT8, columns)),
        type(DType.INT32, 2, 3, 4, 5));
    exact(
        new QLinearMatMul(),
        List.of(
            left,
            scales(5, DType.FLOAT32, rows),
            bytes(3, a, rows),
            right,
            scales(6, DType.FLOAT32, columns),
            bytes(4, DType.INT8, columns),
            scales(7, DType.FLOAT32),
            bytes(8, DType.UINT8)),
        type(DType.UINT8, 2, 3, 4, 5));
  }
}
