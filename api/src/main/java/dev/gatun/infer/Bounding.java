package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Bounded;
import dev.gatun.op.Selection;
import java.util.ArrayList;
import java.util.List;

/// From a [Selection] to what a backend computes, and back to the selection's result.
public final class Bounding {
  private Bounding() {}

  /// The node that computes a selection's results in the largest possible shape, and their number.
  ///
  /// @param node a node with a [Selection]
  /// @param count the name of the number
  /// @return the node with a [Bounded], with the same results and the number behind them
  public static Node bounded(Node node, String count) {
    if (!(node.op() instanceof Selection selection)) {
      throw new IllegalArgumentException(node.op().title() + ": required a selection");
    }
    List<String> outputs = new ArrayList<>(node.outputs());
    outputs.add(count);
    return new Node(node.name(), new Bounded(selection), node.inputs(), outputs);
  }

  /// The part of a bounded result that the selection found. Shares its memory.
  ///
  /// @param result a result of a [Bounded]
  /// @param type the selection's own type of it, in which at most one extent is unknown
  /// @param count the number found
  /// @return the result in its own shape
  public static Tensor trimmed(Tensor result, TensorType type, long count) {
    List<Dim> dims = type.dims();
    if (dims == null) {
      throw new IllegalStateException("the result " + result + " of a selection has no rank");
    }
    long[] extents = new long[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = dims.get(i) instanceof Dim.Known known ? known.value() : count;
    }
    Shape shape = Shape.of(extents);
    if (count < 0 || shape.size() > result.shape().size()) {
      throw new InvalidInputException(
          "selection: got " + count + " items, required at most as many as fit " + result);
    }
    long bytes = Tensor.byteSize(result.dtype(), shape);
    return Tensor.wrap(result.dtype(), shape, result.data().asSlice(0, bytes));
  }
}
