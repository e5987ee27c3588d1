package dev.gatun.session;

import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes every result of a graph the output of a node of its own, so that no backend has to treat a
/// result that is an input, a constant, or another result at the same time.
final class Results {
  private Results() {}

  static Graph producedByNodes(Graph graph) {
    Set<String> produced = new HashSet<>();
    graph.nodes().forEach(node -> produced.addAll(node.outputs()));
    List<Node> nodes = new ArrayList<>(graph.nodes());
    List<String> outputs = new ArrayList<>();
    Map<String, TensorType> types = new LinkedHashMap<>(graph.types());
    for (String output : graph.outputs()) {
      TensorType type = graph.type(output);
      if (type == null || (produced.contains(output) && !outputs.contains(output))) {
        outputs.add(output);
        continue;
      }
      String name = output + "/result";
      while (produced.contains(name) || graph.type(name) != null) {
        name += "'";
      }
      nodes.add(new Node("", new Identity(), List.of(output), List.of(name)));
      types.put(name, type);
      produced.add(name);
      outputs.add(name);
    }
    return new Graph(graph.name(), nodes, graph.inputs(), outputs, types, graph.constants());
  }
}
