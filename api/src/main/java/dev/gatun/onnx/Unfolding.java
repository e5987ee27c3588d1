package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.Ints;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Window;
import java.util.Map;

/// Operators with windows whose elements come from or go to places of their own.
final class Unfolding {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Col2Im", Unfolding::col2Im),
          entry("DeformConv", Unfolding::deformConv),
          entry("MaxUnpool", Unfolding::maxUnpool));

  private Unfolding() {}

  private static void col2Im(OnnxNode node, Emitter out) {
    Ints image = node.ints(1, "image_shape");
    Ints block = node.ints(2, "block_shape");
    Window window = Windows.of(node);
    if (image == null || block == null) {
      out.emit(new Col2Im(null, window), node.in(0), node.in(1), node.in(2));
    } else {
      out.emit(new Col2Im(image, window.resolve(block, null)), node.in(0));
    }
  }

  private static void deformConv(OnnxNode node, Emitter out) {
    DeformConv op =
        new DeformConv(Windows.of(node), count("group", node), count("offset_group", node));
    out.emit(op, node.in(0), node.in(1), node.in(2), node.optional(3), node.optional(4));
  }

  private static int count(String name, OnnxNode node) {
    int value = node.attributes().smallInteger(name, 1);
    if (value < 1) {
      throw node.attributes().wrong(name, "got " + value + ", required 1 or more");
    }
    return value;
  }

  private static void maxUnpool(OnnxNode node, Emitter out) {
    Window window = Windows.of(node).resolve(node.attributes().requireInts("kernel_shape"), null);
    Ints shape = node.ints(2, "output_shape");
    out.emit(
        new MaxUnpool(window, shape),
        node.in(0),
        node.in(1),
        shape == null ? node.optional(2) : "");
  }
}
