package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;

/// Maximum and average pools on the blocked layout. Padding is never read: outputs at the border
/// have tap tables of their own.
final class PoolLowering {
  private final Lowering lowering;

  PoolLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Whether the blocked pool serves this node: no indices wanted, and every window meets at least
  /// one element.
  static boolean handles(Pool pool, Node node, Shape input) {
    if (pool.kind() == Pool.Kind.LP || node.hasOutput(1)) {
      return false;
    }
    Window window = pool.window();
    for (int axis = 0; axis < window.rank(); axis++) {
      long in = input.dim(axis + 2);
      long out = window.outputExtent(axis, in, pool.ceil());
      for (long o = 0; o < out; o++) {
        long start = o * window.strides().get(axis) - window.padsBegin().get(axis);
        if (WindowRange.of(start, window.kernel().get(axis), window.dilations().get(axis), in)
            .isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  void lower(Node node, Pool pool) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    lowering.add(PoolStep.of(lowering, node, pool, x, y));
  }

  void lower(Node node, GlobalPool pool) {
    BlockedPlace x = lowering.blocked(node.input(0));
    BlockedPlace y = lowering.blockedTarget(node.output());
    lowering.add(
        new GlobalPoolStep(
            lowering.report(node, "reducePixels"), pool.kind(), x, y, lowering.strips()));
  }
}
