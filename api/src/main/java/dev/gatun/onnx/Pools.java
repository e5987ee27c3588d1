package dev.gatun.onnx;

import static java.util.Map.entry;

import dev.gatun.op.GlobalPool;
import dev.gatun.op.Pool;
import java.util.Map;

/// Pooling over windows and over whole planes. ceil_mode came with opset 10 (LpPool: 18), dilations
/// with 10 (AveragePool: 19, LpPool: 18); a file of an older opset cannot carry them, so they need
/// no case here.
final class Pools {
  static final Map<String, Lowering> TABLE =
      Map.ofEntries(
          entry("MaxPool", (node, out) -> pool(Pool.Kind.MAX, node, out)),
          entry("AveragePool", (node, out) -> pool(Pool.Kind.AVERAGE, node, out)),
          entry("LpPool", (node, out) -> pool(Pool.Kind.LP, node, out)),
          entry(
              "GlobalMaxPool",
              (node, out) -> out.emit(new GlobalPool(Pool.Kind.MAX, 0), node.in(0))),
          entry(
              "GlobalAveragePool",
              (node, out) -> out.emit(new GlobalPool(Pool.Kind.AVERAGE, 0), node.in(0))),
          entry(
              "GlobalLpPool",
              (node, out) -> out.emit(new GlobalPool(Pool.Kind.LP, exponent(node)), node.in(0))));

  private Pools() {}

  private static void pool(Pool.Kind kind, OnnxNode node, Emitter out) {
    Attributes attributes = node.attributes();
    attributes.requireInts("kernel_shape");
    boolean max = kind == Pool.Kind.MAX;
    Pool pool =
        new Pool(
            kind,
            Windows.of(node),
            attributes.flag("ceil_mode", false),
            kind == Pool.Kind.AVERAGE && attributes.flag("count_include_pad", false),
            kind == Pool.Kind.LP ? exponent(node) : 0,
            max && attributes.flag("storage_order", false));
    if (max && node.isUsed(1)) {
      out.emitAll(pool, node.in(0));
    } else {
      out.emit(pool, node.in(0));
    }
  }

  /// A float before opset 2, an integer since.
  private static int exponent(OnnxNode node) {
    Attributes attributes = node.attributes();
    int p =
        node.opset() < 2 ? Math.round(attributes.number("p", 2)) : attributes.smallInteger("p", 2);
    if (p < 1) {
      throw attributes.wrong("p", "got " + p + ", required 1 or more");
    }
    return p;
  }
}
