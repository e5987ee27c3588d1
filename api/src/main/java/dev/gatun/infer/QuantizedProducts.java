package dev.gatun.infer;

import static dev.gatun.infer.ScaleTypes.requireDType;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.QLinearConv;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Types of convolutions and matrix products of 8-bit integers.
final class QuantizedProducts {
  private QuantizedProducts() {}

  static TensorType conv(ConvInteger op, Operands in) {
    requireBytes(in, 0, 2);
    requireBytes(in, 1, 3);
    requireOne(in.dims(2), "zero point of x");
    requirePerChannel(in.dims(3), in.dims(1), "zero point of w");
    return in.typed(
        DType.INT32, x -> WindowTypes.convolved(op.window(), op.groups(), x, in.dims(1)));
  }

  static @Nullable TensorType conv(QLinearConv op, Operands in) {
    requireBytes(in, 0, 2);
    requireBytes(in, 3, 5);
    requireBytes(in, 7, 7);
    for (int scale : new int[] {1, 4, 6}) {
      requireDType(in.type(scale), DType.FLOAT32, "scale");
    }
    for (int one : new int[] {1, 2, 6, 7}) {
      requireOne(in.dims(one), "input " + one);
    }
    requirePerChannel(in.dims(4), in.dims(3), "scale of w");
    requirePerChannel(in.dims(5), in.dims(3), "zero point of w");
    requireDType(in.type(8), DType.INT32, "bias");
    TensorType y = in.type(7);
    return y == null ? null : in.typed(y.dtype(), x -> convolved(op, x, in));
  }

  private static List<Dim> convolved(QLinearConv op, List<Dim> x, Operands in) {
    List<Dim> out = WindowTypes.convolved(op.window(), op.groups(), x, in.dims(3));
    out.set(1, WindowTypes.bias(in.dims(8), out.get(1)));
    return out;
  }

  static TensorType matMul(Operands in) {
    requireBytes(in, 0, 2);
    requireBytes(in, 1, 3);
    List<Dim> y = product(in, 0, 1);
    requirePerRow(in.dims(2), in.dims(0), "zero point of A");
    requirePerColumn(in.dims(3), in.dims(1), "zero point of B");
    return new TensorType(DType.INT32, y);
  }

  static @Nullable TensorType qLinearMatMul(Operands in) {
    requireBytes(in, 0, 2);
    requireBytes(in, 3, 5);
    requireBytes(in, 7, 7);
    List<Dim> y = product(in, 0, 3);
    requireOne(in.dims(6), "scale of y");
    requireOne(in.dims(7), "zero point of y");
    for (int i = 1; i <= 2; i++) {
      String what = i == 1 ? "scale" : "zero point";
      requirePerRow(in.dims(i), in.dims(0), what + " of A");
      requirePerColumn(in.dims(i + 3), in.dims(3), what + " of B");
    }
    for (int scale : new int[] {1, 4, 6}) {
      TensorType type = in.type(scale);
      if (type != null && (!type.dtype().isFloat() || type.dtype().isStorageOnly())) {
        throw new InvalidInputException(
            "got a scale of " + type.dtype() + ", required a float type of 16 bits up");
      }
    }
    TensorType zeroPoint = in.type(7);
    return zeroPoint == null ? null : new TensorType(zeroPoint.dtype(), y);
  }

  private static @Nullable List<Dim> product(Operands in, int a, int b) {
    List<Dim> left = in.dims(a);
    List<Dim> right = in.dims(b);
    return left == null || right == null ? null : MatrixTypes.matMul(left, right);
  }

  /// Requires 8-bit integers, and a zero point of the same type.
  private static void requireBytes(Operands in, int place, int zeroPoint) {
    TensorType type = in.type(place);
    if (type == null) {
      return;
    }
    if (type.dtype() != DType.INT8 && type.dtype() != DType.UINT8) {
      throw new InvalidInputException(
          "got " + type.dtype() + " in input " + place + ", required INT8 or UINT8");
    }
    requireDType(in.type(zeroPoint), type.dtype(), "zero point");
  }

  private static boolean isOneOrUnknown(@Nullable List<Dim> dims) {
    if (dims == null) {
      return true;
    }
    Dim count = Dims.product(dims);
    return !count.isKnown() || Dims.isOne(count);
  }

  private static void requireOne(@Nullable List<Dim> dims, String what) {
    if (dims != null && !isOneOrUnknown(dims)) {
      throw new InvalidInputException(
          "got " + what + " of shape " + Dims.text(dims) + ", required one element");
    }
  }

  private static void requirePerChannel(
      @Nullable List<Dim> dims, @Nullable List<Dim> w, String what) {
    if (dims == null || w == null || isOneOrUnknown(dims)) {
      return;
    }
    Dims.requireRank(dims, 1, what);
    Dims.unify(dims.getFirst(), w.getFirst(), "length of the " + what);
  }

  /// `[M]`, or `[…, M, 1]` that broadcasts to A's own axes.
  private static void requirePerRow(@Nullable List<Dim> dims, @Nullable List<Dim> a, String what) {
    if (dims == null || a == null || isOneOrUnknown(dims)) {
      return;
    }
    Dims.requireRankAtLeast(a, 2, "A");
    if (dims.size() == 1) {
      Dims.unify(dims.getFirst(), a.get(a.size() - 2), "length of the " + what);
    } else {
      MatrixTypes.requireBroadcast(dims, withOne(a, a.size() - 1), what);
    }
  }

  /// `[N]`, or `[…, 1, N]` that broadcasts to B's own axes.
  private static void requirePerColumn(
      @Nullable List<Dim> dims, @Nullable List<Dim> b, String what) {
    if (dims == null || b == null || isOneOrUnknown(dims)) {
      return;
    }
    Dims.requireRankAtLeast(b, 2, "B");
    MatrixTypes.requireBroadcast(dims, withOne(b, b.size() - 2), what);
  }

  private static List<Dim> withOne(List<Dim> dims, int axis) {
    List<Dim> other = new ArrayList<>(dims);
    other.set(axis, Dim.of(1));
    return other;
  }
}
