package dev.gatun.infer;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds the graph after a walk: without nodes, constants and types that nothing needs.
final class Pruning {
  private Pruning() {}

  static Graph pruned(Graph graph, List<Node> nodes, Values values) {
    Set<String> needed = new HashSet<>(graph.outputs());
    List<Node> kept = new ArrayList<>();
    for (Node node : nodes.reversed()) {
      if (node.outputs().stream().anyMatch(needed::contains)) {
        kept.add(node);
        needed.addAll(node.inputs());
        needed.remove(Node.ABSENT);
      }
    }
    Map<String, Tensor> constants = new LinkedHashMap<>(values.constants());
    constants.keySet().retainAll(needed);
    Map<String, TensorType> types = new LinkedHashMap<>(values.types());
    Set<String> defined = new HashSet<>(graph.inputs());
    kept.forEach(node -> defined.addAll(node.outputs()));
    types.keySet().retainAll(defined);
    List<Node> ordered = new ArrayList<>(kept.size());
    for (Node node : kept.reversed()) {
      ordered.add(withoutKnownOutputs(node, constants));
    }
    return new Graph(graph.name(), ordered, graph.inputs(), graph.outputs(), types, constants);
  }

  /// An output that became a constant while the node stays for another one is not wanted from the
  /// node any more.
  private static Node withoutKnownOutputs(Node node, Map<String, Tensor> constants) {
    if (node.outputs().stream().noneMatch(constants::containsKey)) {
      return node;
    }
    List<String> outputs =
        node.outputs().stream().map(o -> constants.containsKey(o) ? Node.ABSENT : o).toList();
    return new Node(node.name(), node.op(), node.inputs(), outputs);
  }
}
