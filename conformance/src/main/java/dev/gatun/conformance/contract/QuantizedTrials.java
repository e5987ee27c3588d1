package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ConvInteger;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.MatMulInteger;
import dev.gatun.op.Op;
import dev.gatun.op.QLinearConv;
import dev.gatun.op.QLinearMatMul;
import dev.gatun.op.QuantizeLinear;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Trials of operators on 8-bit integers. The words `xsigned`, `wsigned` and `ysigned` make an
/// operand INT8, it is UINT8 without; `nozero` leaves zero points out; `byaxis` gives one scale and
/// zero point to each index of an axis. In place of [DataSet#REALS] stand integers of the whole
/// range: every result is exact by definition.
final class QuantizedTrials {
  private QuantizedTrials() {}

  /// `axis` is that of `byaxis`.
  static Trial scaling(Problem p, DataSet data, Random random) {
    Shape shape = PlainTrials.shape(p);
    int axis = p.get("axis", 1);
    Shape parameters = p.has("byaxis") ? Shape.of(shape.dim(axis)) : Shape.scalar();
    boolean down = p.kind().equals("quantize");
    DType narrow = type(p, down ? "ysigned" : "xsigned");
    Tensor scale = scales(parameters, data, random);
    @Nullable Tensor zero = p.has("nozero") ? null : integers(narrow, parameters, data, random);
    Tensor x = down ? data.fill(shape, random, 100) : integers(narrow, shape, data, random);
    Op op =
        down
            ? new QuantizeLinear(narrow, axis, 0, DType.FLOAT32, true)
            : new DequantizeLinear(DType.FLOAT32, axis, 0);
    return trial(p, op, Arrays.asList(x, scale, zero), down ? narrow : DType.FLOAT32, shape);
  }

  static Trial conv(Problem p, DataSet data, Random random) {
    Window window = Trials.window(p);
    int rank = window.rank();
    int groups = p.get("g", 1);
    Shape xs = Trials.shape(p.get("n", 1), p.get("ic"), Trials.extents(p, "i", rank));
    Shape ws = Trials.shape(p.get("oc"), p.get("ic") / groups, window.kernel().toArray());
    long[] out = new long[rank];
    Arrays.setAll(out, i -> window.outputExtent(i, xs.dim(2 + i), false));
    Shape ys = Trials.shape(p.get("n", 1), p.get("oc"), out);
    Tensor x = integers(type(p, "xsigned"), xs, data, random);
    Tensor w = integers(type(p, "wsigned"), ws, data, random);
    Shape channels = p.has("byaxis") ? Shape.of(p.get("oc")) : Shape.scalar();
    if (p.kind().equals("convinteger")) {
      return trial(
          p,
          new ConvInteger(window, groups),
          withZeros(p, x, w, channels, data, random),
          DType.INT32,
          ys);
    }
    List<@Nullable Tensor> inputs = scaled(p, x, w, channels, ws.size(1, ws.rank()), data, random);
    if (p.has("bias")) {
      inputs.add(integers(DType.INT32, Shape.of(p.get("oc")), data, random));
    }
    return trial(p, new QLinearConv(window, groups), inputs, type(p, "ysigned"), ys);
  }

  static Trial matMul(Problem p, DataSet data, Random random) {
    Shape as = Shape.of(p.get("m"), p.get("k"));
    Shape bs = Shape.of(p.get("k"), p.get("n"));
    Shape ys = Shape.of(p.get("m"), p.get("n"));
    Tensor a = integers(type(p, "xsigned"), as, data, random);
    Tensor b = integers(type(p, "wsigned"), bs, data, random);
    Shape columns = p.has("byaxis") ? Shape.of(p.get("n")) : Shape.scalar();
    if (p.kind().equals("matmulinteger")) {
      return trial(
          p, new MatMulInteger(), withZeros(p, a, b, columns, data, random), DType.INT32, ys);
    }
    return trial(
        p,
        new QLinearMatMul(),
        scaled(p, a, b, columns, p.get("k"), data, random),
        type(p, "ysigned"),
        ys);
  }

  private static Trial trial(
      Problem p, Op op, List<@Nullable Tensor> inputs, DType output, Shape shape) {
    return new Trial(
        op, inputs, p.has("runtime") ? Set.of(0, 1, 2, 3, 4) : Set.of(0), output, shape);
  }

  private static List<@Nullable Tensor> withZeros(
      Problem p, Tensor x, Tensor w, Shape each, DataSet data, Random random) {
    return p.has("nozero")
        ? Arrays.asList(x, w)
        : Arrays.asList(
            x,
            w,
            integers(x.dtype(), Shape.scalar(), data, random),
            integers(w.dtype(), each, data, random));
  }

  /// Scales that spread the results over the range of 8 bits: a sum of k products of whole-range
  /// integers is about 7000·√k, one of small integers about 20·√k.
  private static List<@Nullable Tensor> scaled(
      Problem p, Tensor x, Tensor w, Shape each, long terms, DataSet data, Random random) {
    DType y = type(p, "ysigned");
    double sum = (data == DataSet.SMALL_INTEGERS ? 20 : 7000) * Math.sqrt((double) terms);
    return new ArrayList<>(
        Arrays.asList(
            x,
            scalar(0.5),
            integers(x.dtype(), Shape.scalar(), data, random),
            w,
            scales(each, data, random),
            integers(w.dtype(), each, data, random),
            scalar(0.5 * sum / 50),
            integers(y, Shape.scalar(), data, random)));
  }

  private static Tensor scalar(double value) {
    return Tensor.of(new float[] {(float) value}).reshape(Shape.scalar());
  }

  private static DType type(Problem p, String word) {
    return p.has(word) ? DType.INT8 : DType.UINT8;
  }

  /// Powers of two, or reals about 1.
  private static Tensor scales(Shape shape, DataSet data, Random random) {
    Tensor scales = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      scales.setDouble(
          i,
          data == DataSet.SMALL_INTEGERS
              ? Math.scalb(1.0, -random.nextInt(3))
              : 0.5 + random.nextDouble());
    }
    return scales;
  }

  /// Nine neighbouring integers, or 256 of them.
  private static Tensor integers(DType dtype, Shape shape, DataSet data, Random random) {
    int low = dtype.isUnsigned() ? 0 : data == DataSet.SMALL_INTEGERS ? -4 : -128;
    int count = data == DataSet.SMALL_INTEGERS ? 9 : 256;
    Tensor tensor = Tensor.allocate(dtype, shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.setLong(i, low + random.nextInt(count));
    }
    return tensor;
  }
}
