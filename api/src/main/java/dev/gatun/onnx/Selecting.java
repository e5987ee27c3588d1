package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import java.util.Map;

/// Operators of which the data decide how many items they give.
final class Selecting {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("NonZero", (node, out) -> out.emit(new NonZero(), node.in(0))),
          entry("NonMaxSuppression", Selecting::nonMaxSuppression));

  private Selecting() {}

  private static void nonMaxSuppression(OnnxNode node, Emitter out) {
    out.emit(
        new NonMaxSuppression(node.attributes().flag("center_point_box", false)),
        node.in(0),
        node.in(1),
        node.optional(2),
        node.optional(3),
        node.optional(4));
  }
}
