package dev.gatun.pass;

import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Squeeze;
import java.util.ArrayList;
import java.util.List;

/// A mean or maximum over all spatial axes is global pooling.
///
/// ```
/// x [N,C,H,W] ─▶ Reduce MEAN | MAX over H, W ─▶ y      =>   x ─▶ GlobalPool [─▶ Squeeze] ─▶ y
/// ```
///
/// Correct for float tensors whose rank is known to be 3 to 5; without kept axes a squeeze follows.
final class ReduceToGlobalPool implements NodePass {
  @Override
  public String name() {
    return "reduce-to-global-pool";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    TensorType type = edit.type(node.input(0));
    List<Dim> dims = type == null ? null : type.dims();
    if (!(node.op() instanceof Reduce reduce)
        || type == null
        || dims == null
        || !type.dtype().isFloat()
        || (reduce.kind() != Reduce.Kind.MEAN && reduce.kind() != Reduce.Kind.MAX)
        || !coversSpatialAxes(reduce, dims.size())) {
      return false;
    }
    boolean mean = reduce.kind() == Reduce.Kind.MEAN;
    GlobalPool pool = new GlobalPool(mean ? Pool.Kind.AVERAGE : Pool.Kind.MAX, 0);
    List<String> inputs = List.of(node.input(0));
    if (reduce.keepDims()) {
      edit.replace(node, new Node(node.name(), pool, inputs, node.outputs()));
      return true;
    }
    String pooled = edit.freshName(node.output() + ".pooled");
    List<Dim> extents = new ArrayList<>(dims.subList(0, 2));
    dims.subList(2, dims.size()).forEach(_ -> extents.add(Dim.of(1)));
    edit.setType(pooled, new TensorType(type.dtype(), extents));
    edit.replace(
        node,
        new Node(node.name(), pool, inputs, List.of(pooled)),
        new Node("", new Squeeze(Ints.range(2, dims.size())), List.of(pooled), node.outputs()));
    return true;
  }

  private static boolean coversSpatialAxes(Reduce reduce, int rank) {
    Ints axes = reduce.axes();
    return axes != null
        && rank >= 3
        && rank <= 5
        && Types.sortedAxes(axes, rank).equals(Ints.range(2, rank));
  }
}
