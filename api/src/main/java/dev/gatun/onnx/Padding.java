package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import java.util.Map;

/// Pad. Counts and value were attributes before opset 11 (the counts called `paddings` in opset 1)
/// and are inputs since; opset 18 added axes, 19 the mode `wrap`.
final class Padding {
  static final Map<String, Lowering> TABLE = Map.ofEntries(entry("Pad", Padding::pad));

  private static final Map<String, Pad.Mode> MODES =
      Map.of(
          "constant", Pad.Mode.CONSTANT,
          "reflect", Pad.Mode.REFLECT,
          "edge", Pad.Mode.EDGE,
          "wrap", Pad.Mode.WRAP);

  private Padding() {}

  private static void pad(OnnxNode node, Emitter out) {
    Pad.Mode mode = node.attributes().choice("mode", "constant", MODES);
    if (node.opset() < 11) {
      Ints pads = node.attributes().requireInts(node.opset() < 2 ? "paddings" : "pads");
      out.emit(bound(mode, pads, node), node.in(0), "", value(mode, node, out));
      return;
    }
    String counts = node.in(1);
    Ints pads = node.ints(1, "pads");
    if (pads != null && node.has(3)) {
      Ints axes = node.ints(3, "axes");
      pads = axes == null || node.rank(0) < 0 ? null : spread(pads, axes, node);
    }
    String constant = constant(mode, node);
    if (pads == null) {
      out.emit(new Pad(mode, null, null), node.in(0), counts, constant, node.optional(3));
    } else {
      out.emit(bound(mode, pads, node), node.in(0), "", constant);
    }
  }

  private static String constant(Pad.Mode mode, OnnxNode node) {
    Tensor value = node.constant(2);
    if (value != null && value.shape().size() != 1) {
      throw node.wrong("got a constant value of type " + value + ", required a scalar");
    }
    return mode == Pad.Mode.CONSTANT ? node.optional(2) : "";
  }

  /// The attribute `value` as a constant of x's type; absent where it is 0, which is the default.
  private static String value(Pad.Mode mode, OnnxNode node, Emitter out) {
    float value = node.attributes().number("value", 0);
    if (mode != Pad.Mode.CONSTANT || value == 0) {
      return "";
    }
    DType dtype = node.dtype(0);
    return out.scalar("value", dtype == null ? DType.FLOAT32 : dtype, value);
  }

  private static Pad bound(Pad.Mode mode, Ints pads, OnnxNode node) {
    if (pads.size() % 2 != 0) {
      throw node.wrong("got pads " + pads + ", required a begin and an end for each axis");
    }
    int rank = pads.size() / 2;
    if (node.rank(0) >= 0 && node.rank(0) != rank) {
      throw node.wrong(
          "got pads "
              + pads
              + ", required "
              + 2 * node.rank(0)
              + " values for "
              + node.rank(0)
              + " axes");
    }
    long[] begin = new long[rank];
    long[] end = new long[rank];
    for (int i = 0; i < rank; i++) {
      begin[i] = pads.get(i);
      end[i] = pads.get(rank + i);
    }
    return new Pad(mode, Ints.of(begin), Ints.of(end));
  }

  /// Counts for some axes as counts for all, 0 on the others.
  private static Ints spread(Ints pads, Ints axes, OnnxNode node) {
    int rank = node.rank(0);
    if (pads.size() != 2 * axes.size()) {
      throw node.wrong(
          "got pads " + pads + " for axes " + axes + ", required a begin and an end for each axis");
    }
    long[] all = new long[2 * rank];
    for (int i = 0; i < axes.size(); i++) {
      long axis = axes.get(i) < 0 ? axes.get(i) + rank : axes.get(i);
      if (axis < 0 || axis >= rank) {
        throw node.wrong(
            "got axes " + axes + ", required axes from " + -rank + " to " + (rank - 1));
      }
      all[(int) axis] = pads.get(i);
      all[rank + (int) axis] = pads.get(axes.size() + i);
    }
    return Ints.of(all);
  }
}
