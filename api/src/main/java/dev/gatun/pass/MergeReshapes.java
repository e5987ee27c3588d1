package dev.gatun.pass;

import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Flatten;
import dev.gatun.op.Ints;
import dev.gatun.op.Op;
import dev.gatun.op.Reshape;
import dev.gatun.op.Squeeze;
import dev.gatun.op.Unsqueeze;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a chain of nodes that only rename axes for its last one, written as a reshape to concrete
/// extents.
///
/// ```
/// x ─▶ Reshape | Flatten | Squeeze | Unsqueeze ─▶ … ─▶ y      =>   x ─▶ Reshape(extents of y) ─▶ y
/// ```
///
/// Correct because none of them moves an element. The last one must not look at the extents
/// between: its result's type is concrete, or it is a reshape that copies no extent of its input.
final class MergeReshapes implements NodePass {
  @Override
  public String name() {
    return "merge-reshapes";
  }

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Reshape reshape = isReshaping(node) ? reshape(node, edit) : null;
    if (reshape == null) {
      return false;
    }
    String source = node.input(0);
    for (Node before = edit.producer(source);
        before != null && isReshaping(before);
        before = edit.producer(source)) {
      source = before.input(0);
    }
    List<String> inputs = List.of(source);
    if (node.op().equals(reshape) && node.inputs().equals(inputs)) {
      return false;
    }
    edit.replace(node, new Node(node.name(), reshape, inputs, node.outputs()));
    return true;
  }

  private static boolean isReshaping(Node node) {
    Op op = node.op();
    return op instanceof Reshape
        || op instanceof Flatten
        || op instanceof Squeeze
        || op instanceof Unsqueeze;
  }

  private static @Nullable Reshape reshape(Node node, GraphEditor edit) {
    TensorType type = edit.type(node.output());
    if (type != null && type.isConcrete()) {
      Ints dims = Ints.of(type.shape().toArray());
      return new Reshape(dims, dims.contains(0)); // 0 alone would mean "as in the input"
    }
    return node.op() instanceof Reshape reshape
            && reshape.dims() != null
            && (reshape.allowZero() || !reshape.dims().contains(0))
        ? reshape
        : null;
  }
}
