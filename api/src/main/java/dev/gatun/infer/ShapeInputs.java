package dev.gatun.infer;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.SizeOf;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The graph inputs whose values, not only shapes, decide shapes: axes, pads, sizes and scales that
/// a caller passes in.
public final class ShapeInputs {
  private ShapeInputs() {}

  /// Finds them by walking back from every component that is not bound.
  ///
  /// @param graph an inferred graph
  /// @return names of graph inputs, in order
  public static Set<String> of(Graph graph) {
    Set<String> wanted = new HashSet<>();
    for (Node node : graph.nodes().reversed()) {
      Ints parameters = Parameters.unbound(node);
      for (int i = 0; i < parameters.size(); i++) {
        wanted.add(node.input(parameters.at(i)));
      }
      boolean shapeOnly = node.op() instanceof ShapeOf || node.op() instanceof SizeOf;
      if (!shapeOnly
          && Chain.evaluates(node.op())
          && node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(node.inputs());
      }
      wanted.remove(Node.ABSENT);
    }
    Set<String> inputs = new LinkedHashSet<>();
    for (String input : graph.inputs()) {
      if (wanted.contains(input) && isSmall(graph.type(input))) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  private static boolean isSmall(@Nullable TensorType type) {
    if (type == null || type.dims() == null) {
      return type != null;
    }
    return type.isConcrete() ? type.shape().size() <= Contents.MAX_ITEMS : type.dims().size() <= 1;
  }
}
