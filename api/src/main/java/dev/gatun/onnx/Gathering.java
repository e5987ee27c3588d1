package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.OneHot;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterElements.Reduction;
import dev.gatun.op.ScatterNd;
import dev.gatun.op.TensorScatter;
import dev.gatun.op.TopK;
import dev.gatun.op.Trilu;
import java.util.Map;

/// Picking and placing elements by index.
final class Gathering {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Gather", (node, out) -> out.emit(new Gather(axis(node)), node.in(0), node.in(1))),
          entry(
              "GatherElements",
              (node, out) -> out.emit(new GatherElements(axis(node)), node.in(0), node.in(1))),
          entry("GatherND", Gathering::gatherNd),
          entry("Scatter", Gathering::scatterElements), // the name until opset 11
          entry("ScatterElements", Gathering::scatterElements),
          entry("ScatterND", Gathering::scatterNd),
          entry("ReverseSequence", Gathering::reverseSequence),
          entry("TensorScatter", Gathering::tensorScatter),
          entry("TopK", Gathering::topK),
          entry("OneHot", Gathering::oneHot),
          entry("Trilu", Gathering::trilu));

  private static final Map<String, Reduction> REDUCTIONS =
      Map.of(
          "none", Reduction.NONE,
          "add", Reduction.ADD,
          "mul", Reduction.MUL,
          "max", Reduction.MAX,
          "min", Reduction.MIN);

  private Gathering() {}

  private static int axis(OnnxNode node) {
    return node.attributes().smallInteger("axis", 0);
  }

  private static Reduction reduction(OnnxNode node) {
    return node.attributes().choice("reduction", "none", REDUCTIONS);
  }

  private static void gatherNd(OnnxNode node, Emitter out) {
    int batchDims = node.attributes().smallInteger("batch_dims", 0);
    if (batchDims < 0) {
      throw node.attributes().wrong("batch_dims", "got " + batchDims + ", required 0 or more");
    }
    out.emit(new GatherNd(batchDims), node.in(0), node.in(1));
  }

  private static void scatterElements(OnnxNode node, Emitter out) {
    out.emit(new ScatterElements(axis(node), reduction(node)), node.in(0), node.in(1), node.in(2));
  }

  private static void scatterNd(OnnxNode node, Emitter out) {
    out.emit(new ScatterNd(reduction(node)), node.in(0), node.in(1), node.in(2));
  }

  private static void oneHot(OnnxNode node, Emitter out) {
    String depthInput = node.in(1);
    Long depth = node.integer(1, "depth");
    if (depth != null && depth < 0) {
      throw node.wrong("got depth " + depth + ", required 0 or more");
    }
    OneHot op = new OneHot(node.attributes().smallInteger("axis", -1), depth);
    out.emit(op, node.in(0), depth == null ? depthInput : "", node.in(2));
  }

  private static void reverseSequence(OnnxNode node, Emitter out) {
    int batchAxis = node.attributes().smallInteger("batch_axis", 1);
    int timeAxis = node.attributes().smallInteger("time_axis", 0);
    if (Math.min(batchAxis, timeAxis) != 0 || Math.max(batchAxis, timeAxis) != 1) {
      throw node.wrong(
          "got batch_axis "
              + batchAxis
              + " and time_axis "
              + timeAxis
              + ", required one to be 0 and the other 1");
    }
    out.emit(new ReverseSequence(batchAxis, timeAxis), node.in(0), node.in(1));
  }

  private static void tensorScatter(OnnxNode node, Emitter out) {
    boolean circular =
        node.attributes().choice("mode", "linear", Map.of("linear", false, "circular", true));
    TensorScatter op = new TensorScatter(node.attributes().smallInteger("axis", -2), circular);
    out.emit(op, node.in(0), node.in(1), node.optional(2));
  }

  /// k is an attribute before opset 10. Results that need not be sorted may stand in any order:
  /// sorted is one.
  private static void topK(OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    boolean byInput = node.opset() >= 10;
    String kInput = byInput ? node.in(1) : "";
    Long k = byInput ? node.integer(1, "k") : Long.valueOf(attributes.requireInteger("k"));
    if (k != null && k < 0) {
      throw node.wrong("got k " + k + ", required 0 or more");
    }
    boolean largest = attributes.flag("largest", true);
    TopK op = new TopK(attributes.smallInteger("axis", -1), k, largest);
    out.emitEach(2, op, node.in(0), k == null ? kInput : "");
  }

  private static void trilu(OnnxNode node, Emitter out) {
    Long k = node.has(1) ? node.integer(1, "k") : Long.valueOf(0);
    out.emit(
        new Trilu(node.attributes().flag("upper", true), k),
        node.in(0),
        k == null ? node.in(1) : "");
  }
}
