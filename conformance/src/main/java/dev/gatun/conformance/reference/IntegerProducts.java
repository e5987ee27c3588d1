package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.MatMul;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Convolutions and matrix products of integers: the real ones on what is left of the operands
/// without their zero points. Doubles hold every sum exactly.
final class IntegerProducts {
  private static final int X = 0;
  private static final int W = 3;
  private static final int Y = 6;

  private IntegerProducts() {}

  /// Which parameter belongs to an element.
  private interface Place {
    long of(Shape parameter, long[] at);
  }

  static void conv(ConvInteger op, Operands o) {
    Tensor x = without(o.in(0), o.optional(2), (p, at) -> 0);
    Tensor w = without(o.in(1), o.optional(3), (p, at) -> p.size() == 1 ? 0 : at[0]);
    store(convolved(op.window(), op.groups(), x, w, o), o.out());
  }

  static void conv(QLinearConv op, Operands o) {
    Tensor x = without(o.in(X), o.in(X + 2), (p, at) -> 0);
    Tensor w = without(o.in(W), o.in(W + 2), (p, at) -> p.size() == 1 ? 0 : at[0]);
    int[] sums = convolved(op.window(), op.groups(), x, w, o);
    Tensor bias = o.optional(8);
    for (int i = 0; i < sums.length; i++) {
      long channel = Indices.of(o.out().shape(), i)[1];
      int sum = sums[i] + (bias == null ? 0 : (int) bias.getLong(channel));
      Tensor scale = o.in(W + 1);
      store(o, i, sum, 0, scale.shape().size() == 1 ? 0 : channel);
    }
  }

  static void matMul(Operands o) {
    Tensor a = without(o.in(0), o.optional(2), IntegerProducts::row);
    Tensor b = without(o.in(1), o.optional(3), IntegerProducts::column);
    store(multiplied(a, b, o), o.out());
  }

  static void qLinearMatMul(Operands o) {
    Tensor a = without(o.in(X), o.in(X + 2), IntegerProducts::row);
    Tensor b = without(o.in(W), o.in(W + 2), IntegerProducts::column);
    int[] sums = multiplied(a, b, o);
    Shape matrices = matrices(o.out().shape(), a.shape().rank(), b.shape().rank());
    for (int i = 0; i < sums.length; i++) {
      long[] at = Indices.of(matrices, i);
      long left = row(o.in(X + 1).shape(), at);
      store(o, i, sums[i], left, column(o.in(W + 1).shape(), at));
    }
  }

  /// `[M]` or `[…, M, 1]`.
  private static long row(Shape parameter, long[] at) {
    return parameter.size() == 1
        ? 0
        : parameter.rank() == 1 ? at[at.length - 2] : Indices.broadcast(parameter, at);
  }

  /// `[N]` or `[…, 1, N]`.
  private static long column(Shape parameter, long[] at) {
    return parameter.size() == 1 ? 0 : Indices.broadcast(parameter, at);
  }

  /// A product's shape with the axes that vectors leave out.
  private static Shape matrices(Shape y, int rankA, int rankB) {
    long[] dims = y.toArray();
    if (rankB == 1) {
      dims = Arrays.copyOf(dims, dims.length + 1);
      dims[dims.length - 1] = 1;
    }
    if (rankA == 1) {
      long columns = dims[dims.length - 1];
      dims = Arrays.copyOf(dims, dims.length + 1);
      dims[dims.length - 2] = 1;
      dims[dims.length - 1] = columns;
    }
    return Shape.of(dims);
  }

  private static Tensor without(Tensor x, @Nullable Tensor zeroPoint, Place place) {
    Tensor real = Tensor.allocate(DType.FLOAT64, x.shape());
    for (long i = 0; i < x.shape().size(); i++) {
      long[] at = Indices.of(x.shape(), i);
      long zero = zeroPoint == null ? 0 : zeroPoint.getLong(place.of(zeroPoint.shape(), at));
      real.setDouble(i, (double) (x.getLong(i) - zero));
    }
    return real;
  }

  private static int[] convolved(Window window, int groups, Tensor x, Tensor w, Operands o) {
    Conv conv = new Conv(window, groups, Activation.NONE);
    return wrapped(
        Convolutions.sums(conv, new Operands(o.operator(), List.of(x, w), List.of(o.out()))));
  }

  private static int[] multiplied(Tensor a, Tensor b, Operands o) {
    return wrapped(
        MatrixProducts.sums(
            new MatMul(Activation.NONE),
            new Operands(o.operator(), List.of(a, b), List.of(o.out()))));
  }

  private static int[] wrapped(Dots dots) {
    return Arrays.stream(dots.values()).mapToInt(v -> (int) (long) v).toArray();
  }

  private static void store(int[] sums, Tensor y) {
    for (int i = 0; i < sums.length; i++) {
      y.setLong(i, sums[i]);
    }
  }

  /// One quantised result; all arithmetic is in float, as the definition is.
  private static void store(Operands o, int i, int sum, long left, long right) {
    float scales = (float) o.in(X + 1).getDouble(left) * (float) o.in(W + 1).getDouble(right);
    float factor = scales / (float) o.in(Y).getDouble(0);
    float scaled = (float) sum * factor;
    Tensor y = o.out();
    y.setLong(i, Scalings.saturated(y.dtype(), scaled, o.in(Y + 1).getLong(0)));
  }
}
