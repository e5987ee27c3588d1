package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Ints;
import dev.gatun.op.Slice;
import dev.gatun.op.Split;
import java.util.Map;

/// Slice (attributes before opset 10, inputs since) and Split (sizes as an attribute before opset
/// 13, as an input since, or as a number of parts since 18).
final class Slicing {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(entry("Slice", Slicing::slice), entry("Split", Slicing::split));

  private Slicing() {}

  private static void slice(OnnxNode node, Emitter out) {
    if (node.opset() < 10) {
      Ints axes = node.attributes().has("axes") ? node.attributes().ints("axes") : null;
      Ints starts = node.attributes().requireInts("starts");
      Ints ends = node.attributes().requireInts("ends");
      out.emit(checked(new Slice(starts, ends, axes, null), node), node.in(0));
      return;
    }
    Ints starts = node.ints(1, "starts");
    Ints ends = node.ints(2, "ends");
    Ints axes = node.ints(3, "axes");
    Ints steps = node.ints(4, "steps");
    boolean known =
        starts != null
            && ends != null
            && (axes != null) == node.has(3)
            && (steps != null) == node.has(4);
    if (known) {
      out.emit(checked(new Slice(starts, ends, axes, steps), node), node.in(0));
    } else {
      out.emit(
          new Slice(null, null, null, null),
          node.in(0),
          node.in(1),
          node.in(2),
          node.optional(3),
          node.optional(4));
    }
  }

  private static Slice checked(Slice slice, OnnxNode node) {
    int count = slice.starts() == null ? 0 : slice.starts().size();
    for (Ints other : new Ints[] {slice.ends(), slice.axes(), slice.steps()}) {
      if (other != null && other.size() != count) {
        throw node.wrong(
            "got starts "
                + slice.starts()
                + ", ends "
                + slice.ends()
                + ", axes "
                + slice.axes()
                + ", steps "
                + slice.steps()
                + ", required lists of one length");
      }
    }
    if (slice.steps() != null && slice.steps().contains(0)) {
      throw node.wrong("got steps " + slice.steps() + ", required steps other than 0");
    }
    return slice;
  }

  private static void split(OnnxNode node, Emitter out) {
    int axis = node.attributes().smallInteger("axis", 0);
    int outputs = node.outputs().size();
    int parts = node.attributes().smallInteger("num_outputs", outputs);
    if (parts != outputs) {
      throw node.attributes()
          .wrong(
              "num_outputs", "got " + parts + ", required " + outputs + " as the node has outputs");
    }
    // opset 1 had the sizes in either place
    boolean byInput = node.has(1) && (node.opset() >= 13 || node.opset() < 2);
    Ints sizes = byInput ? node.ints(1, "split") : node.attributes().ints("split");
    if (sizes == null) {
      out.emitAll(new Split(axis, null), node.in(0), node.in(1));
      return;
    }
    if (!sizes.isEmpty() && sizes.size() != outputs) {
      throw node.wrong("got split " + sizes + ", required " + outputs + " sizes, one per output");
    }
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) < 0) {
        throw node.wrong("got split " + sizes + ", required sizes of 0 or more");
      }
    }
    // since opset 18 the last of the equal parts may be smaller
    out.emitAll(new Split(axis, sizes, sizes.isEmpty() && node.opset() < 18), node.in(0));
  }
}
