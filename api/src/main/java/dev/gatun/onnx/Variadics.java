package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.Binary;
import dev.gatun.op.Identity;
import java.util.Map;

/// Functions of any number of tensors, as chains of functions of two.
final class Variadics {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("Sum", (node, out) -> chain(Binary.Kind.ADD, node, out)),
          entry("Max", (node, out) -> chain(Binary.Kind.MAX, node, out)),
          entry("Min", (node, out) -> chain(Binary.Kind.MIN, node, out)),
          entry("Mean", Variadics::mean));

  private Variadics() {}

  private static void chain(Binary.Kind kind, OnnxNode node, Emitter out) {
    int count = node.inputCount();
    if (count < 2) {
      out.emit(new Identity(), node.in(0));
      return;
    }
    String partial = partial(kind, count - 1, node, out);
    out.emit(Binary.of(kind), partial, node.in(count - 1));
  }

  /// The first `count` inputs combined, left to right.
  private static String partial(Binary.Kind kind, int count, OnnxNode node, Emitter out) {
    String result = node.in(0);
    for (int i = 1; i < count; i++) {
      result = out.step("partial", Binary.of(kind), result, node.in(i));
    }
    return result;
  }

  private static void mean(OnnxNode node, Emitter out) {
    int count = node.inputCount();
    if (count < 2) {
      out.emit(new Identity(), node.in(0));
      return;
    }
    String sum = partial(Binary.Kind.ADD, count, node, out);
    out.emit(Binary.of(Binary.Kind.DIV), sum, out.scalar("count", node.requireDtype(0), count));
  }
}
