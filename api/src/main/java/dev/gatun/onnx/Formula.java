package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Cast;
import dev.gatun.op.Concat;
import dev.gatun.op.Gather;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Range;
import dev.gatun.op.Reduce;
import dev.gatun.op.Reshape;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Slice;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Transpose;
import dev.gatun.op.Unary;
import dev.gatun.op.Unsqueeze;
import dev.gatun.op.Where;
import java.util.Locale;

/// Writes arithmetic on named values as steps of an [Emitter], for operators that are long formulas
/// of others. Every method gives the name of its result. Extents are INT64 values computed from
/// shapes, so that a formula holds for shapes that only a run knows; shape inference works them out
/// as soon as it can.
///
/// @param out takes the steps
record Formula(Emitter out) {
  // numbers

  String number(DType dtype, double value) {
    return out.scalar("number", dtype, value);
  }

  String ints(long... values) {
    return out.constant("numbers", Tensor.of(values, values.length));
  }

  // one element at a time

  String binary(Binary.Kind kind, String a, String b) {
    return out.step(kind.name().toLowerCase(Locale.ROOT), Binary.of(kind), a, b);
  }

  String add(String a, String b) {
    return binary(Binary.Kind.ADD, a, b);
  }

  String sub(String a, String b) {
    return binary(Binary.Kind.SUB, a, b);
  }

  String mul(String a, String b) {
    return binary(Binary.Kind.MUL, a, b);
  }

  String div(String a, String b) {
    return binary(Binary.Kind.DIV, a, b);
  }

  String unary(Unary.Kind kind, String x) {
    return out.step(kind.name().toLowerCase(Locale.ROOT), new Unary(kind), x);
  }

  String activate(Activation function, String x) {
    return out.step("activated", new Activate(function), x);
  }

  String where(String condition, String a, String b) {
    return out.step("chosen", new Where(), condition, a, b);
  }

  String cast(DType to, String x) {
    return out.step("cast", new Cast(to), x);
  }

  // sums and maxima

  String matMul(String a, String b) {
    return out.step("product", new MatMul(Activation.NONE), a, b);
  }

  /// The largest element along an axis, which stays with extent 1.
  String max(int axis, String x) {
    return out.step("max", new Reduce(Reduce.Kind.MAX, Ints.of(axis), true, false), x);
  }

  // parameters

  /// A scalar, or a vector of one element, as such a vector.
  String single(String x) {
    return out.step("single", new Reshape(Ints.of(1), false), x);
  }

  /// A whole number from an input, as a vector of one INT64.
  String count(String x) {
    return cast(DType.INT64, single(x));
  }

  // shapes

  /// The extents of axes `from` to `to`, without the last one.
  String extents(String x, int from, int to) {
    return out.step("extents", new ShapeOf(from, to), x);
  }

  /// All extents.
  String shape(String x) {
    return out.step("shape", new ShapeOf(0, null), x);
  }

  /// The extent of an axis, counted from the front, as a vector of one element.
  String extent(String x, int axis) {
    return extents(x, axis, axis + 1);
  }

  String reshape(String x, String shape) {
    return out.step("reshaped", new Reshape(null, true), x, shape);
  }

  String transpose(String x, long... perm) {
    return out.step("transposed", new Transpose(Ints.of(perm)), x);
  }

  String unsqueeze(String x, long... axes) {
    return out.step("spread", new Unsqueeze(Ints.of(axes)), x);
  }

  String concat(int axis, String... parts) {
    return out.step("joined", new Concat(axis), parts);
  }

  /// The numbers 0, 1, … below a count, which is a vector of one element.
  String range(String count) {
    String end = out.step("end", new Squeeze(Ints.of(0)), count);
    String zero = number(DType.INT64, 0);
    return out.step("range", new Range(), zero, end, number(DType.INT64, 1));
  }

  /// Elements `from` to `to` of an axis in steps.
  String slice(String x, int axis, long from, long to, long step) {
    Ints axes = Ints.of(axis);
    return out.step("part", new Slice(Ints.of(from), Ints.of(to), axes, Ints.of(step)), x);
  }

  /// Slices of the first axis by their indices.
  String gather(String x, String indices) {
    return out.step("gathered", new Gather(0), x, indices);
  }
}
