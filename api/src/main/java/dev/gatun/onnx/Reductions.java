package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Cumulate;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reductions along axes. The axes became an input of ReduceSum in opset 13 and of the others in
/// 18.
final class Reductions {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          reduce("ReduceSum", Reduce.Kind.SUM, 13),
          reduce("ReduceMean", Reduce.Kind.MEAN, 18),
          reduce("ReduceMax", Reduce.Kind.MAX, 18),
          reduce("ReduceMin", Reduce.Kind.MIN, 18),
          reduce("ReduceProd", Reduce.Kind.PROD, 18),
          reduce("ReduceL1", Reduce.Kind.L1, 18),
          reduce("ReduceL2", Reduce.Kind.L2, 18),
          reduce("ReduceLogSum", Reduce.Kind.LOG_SUM, 18),
          reduce("ReduceLogSumExp", Reduce.Kind.LOG_SUM_EXP, 18),
          reduce("ReduceSumSquare", Reduce.Kind.SUM_SQUARE, 18),
          entry("ArgMax", (node, out) -> arg(true, node, out)),
          entry("ArgMin", (node, out) -> arg(false, node, out)),
          entry("CumSum", (node, out) -> cumulate(Cumulate.Kind.SUM, node, out)),
          entry("CumProd", (node, out) -> cumulate(Cumulate.Kind.PRODUCT, node, out)));

  private Reductions() {}

  private static Map.Entry<String, Lowering> reduce(
      String name, Reduce.Kind kind, int axesAreInputSince) {
    return entry(name, (node, out) -> reduce(kind, node.opset() >= axesAreInputSince, node, out));
  }

  private static void reduce(Reduce.Kind kind, boolean axesAreInput, OnnxNode node, Emitter out) {
    boolean keep = node.attributes().flag("keepdims", true);
    boolean noop = axesAreInput && node.attributes().flag("noop_with_empty_axes", false);
    boolean byInput = axesAreInput && node.has(1);
    @Nullable Ints axes = byInput ? node.ints(1, "axes") : node.attributes().ints("axes");
    if (node.dtype(0) == DType.BOOL && kind != Reduce.Kind.MAX && kind != Reduce.Kind.MIN) {
      throw node.wrong("got BOOL, required numbers");
    }
    out.emit(new Reduce(kind, axes, keep, noop), node.in(0), axes == null ? node.in(1) : "");
  }

  private static void arg(boolean max, OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    ArgReduce op =
        new ArgReduce(
            max,
            attributes.smallInteger("axis", 0),
            attributes.flag("keepdims", true),
            attributes.flag("select_last_index", false));
    out.emit(op, node.in(0));
  }

  private static void cumulate(Cumulate.Kind kind, OnnxNode node, Emitter out) {
    String axisInput = node.in(1);
    Long axis = node.integer(1, "axis");
    Cumulate op =
        new Cumulate(
            kind,
            axis == null ? null : (Integer) Math.toIntExact(axis),
            node.attributes().flag("exclusive", false),
            node.attributes().flag("reverse", false));
    out.emit(op, node.in(0), axis == null ? axisInput : "");
  }
}
