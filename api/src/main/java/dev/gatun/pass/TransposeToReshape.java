package dev.gatun.pass;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.Reshape;

/// A transpose that moves only axes of extent 1 leaves the elements in their order: a reshape,
/// which copies nothing.
///
/// ```
/// x [N,C,1,1] ─▶ Transpose 0,2,3,1 ─▶ y [N,1,1,C]      =>   x ─▶ Reshape ─▶ y
/// ```
///
/// Correct where the shape is concrete and the axes longer than 1 keep their order.
final class TransposeToReshape implements NodePass {
  @Override
  public String name() {
    return "transpose-to-reshape";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Permutation permutation = Permutation.of(node, edit);
    TensorType type = edit.type(node.input(0));
    if (permutation == null || type == null || !type.isConcrete()) {
      return false;
    }
    Shape shape = type.shape();
    int last = -1;
    for (int i = 0; i < permutation.rank(); i++) {
      int axis = permutation.source(i);
      if (shape.dim(axis) != 1) {
        if (axis < last) {
          return false;
        }
        last = axis;
      }
    }
    Ints dims = permutation.apply(Ints.of(shape.toArray()));
    edit.replace(node, node.withOp(new Reshape(dims, dims.contains(0))));
    return true;
  }
}
