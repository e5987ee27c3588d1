package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Bounding;
import dev.gatun.infer.Inference;
import dev.gatun.op.Selection;
import dev.gatun.spi.Executable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes selections from constants ahead of any run: exporters write `NonZero(ConstantOfShape)`
/// for a range of numbers.
final class ConstantSelections {
  private ConstantSelections() {}

  /// The graph with such nodes' results as constants, and everything inferred that follows from
  /// them.
  static Graph fold(Graph graph, SharedEngine engine) {
    Graph current = graph;
    while (true) {
      Map<String, Tensor> found = new LinkedHashMap<>();
      List<Node> others = new ArrayList<>();
      for (Node node : current.nodes()) {
        if (node.op() instanceof Selection && isFed(current, node)) {
          found.putAll(run(current, node, engine));
        } else {
          others.add(node);
        }
      }
      if (found.isEmpty()) {
        return current;
      }
      Map<String, Tensor> constants = new LinkedHashMap<>(current.constants());
      constants.putAll(found);
      Map<String, TensorType> types = new LinkedHashMap<>(current.types());
      types.keySet().removeAll(found.keySet());
      Graph folded =
          new Graph(current.name(), others, current.inputs(), current.outputs(), types, constants);
      current = Inference.infer(folded, engine.options().limits());
    }
  }

  private static boolean isFed(Graph graph, Node node) {
    return node.inputs().stream()
        .allMatch(input -> input.equals(Node.ABSENT) || graph.constant(input) != null);
  }

  private static Map<String, Tensor> run(Graph graph, Node node, SharedEngine engine) {
    String count = node.label() + "/count";
    Node bounded = Bounding.bounded(node, count);
    List<String> outputs =
        bounded.outputs().stream().filter(output -> !output.equals(Node.ABSENT)).toList();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (String input : node.inputs()) {
      Tensor constant = graph.constant(input);
      if (constant != null) {
        constants.put(input, constant);
      }
    }
    Graph alone =
        Inference.infer(
            new Graph(graph.name(), List.of(bounded), List.of(), outputs, Map.of(), constants),
            engine.options().limits());
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (String output : outputs) {
      TensorType type = alone.type(output);
      if (type == null || !type.isConcrete()) {
        throw new IllegalStateException("'" + output + "' has no bound");
      }
      results.put(output, Tensor.allocate(type.dtype(), type.shape()));
    }
    try (Executable executable = engine.engine().compile(alone)) {
      executable.run(List.of(), List.copyOf(results.values()));
    }
    Tensor number = results.remove(count);
    long found = number == null ? 0 : number.getLong(0);
    results.replaceAll((name, result) -> copy(result, graph.type(name), found));
    return results;
  }

  private static Tensor copy(Tensor result, @Nullable TensorType type, long found) {
    Tensor part = type == null ? result : Bounding.trimmed(result, type, found);
    Tensor copy = Tensor.allocate(part.dtype(), part.shape());
    part.copyTo(copy);
    return copy;
  }
}
