package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Compress;
import dev.gatun.op.Ints;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Reshape;
import dev.gatun.op.Unique;
import java.util.Map;

/// Operators of which the data decide how many items they give.
final class Selecting {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Compress", Selecting::compress),
          entry("Unique", Selecting::unique),
          entry("NonZero", (node, out) -> out.emit(new NonZero(), node.in(0))),
          entry("NonMaxSuppression", Selecting::nonMaxSuppression));

  private Selecting() {}

  private static void compress(OnnxNode node, Emitter out) {
    out.emit(new Compress(axis(node)), along(node, out), node.in(1));
  }

  private static void unique(OnnxNode node, Emitter out) {
    boolean sorted = node.attributes().flag("sorted", true);
    out.emitAll(new Unique(axis(node), sorted), along(node, out));
  }

  private static int axis(OnnxNode node) {
    return node.attributes().smallInteger("axis", 0);
  }

  /// The first input, flattened where the node names no axis.
  private static String along(OnnxNode node, Emitter out) {
    return node.attributes().has("axis")
        ? node.in(0)
        : out.step("flat", new Reshape(Ints.of(-1), false), node.in(0));
  }

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
