package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.CustomOp;
import dev.gatun.spi.Executable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Computes now what does not depend on any input of the graph.
///
/// ```
/// c1 ─▶ op ─▶ op ─▶ y        =>   constant y
///       c2 ───┘
/// ```
///
/// All such nodes are compiled as one graph without inputs and run once. A node takes part when its
/// operands are constants, the types of its results are concrete, the engine supports it and its
/// results fit what is left of the budget; whatever follows a node that does not fit stays as well.
/// A [CustomOp] may have effects and stays.
final class ConstantFolding implements Pass {
  @Override
  public String name() {
    return "constant-folding";
  }

  @Override
  public Graph apply(Graph graph, PassContext context) {
    List<Node> folded = constantNodes(graph, context);
    if (folded.isEmpty()) {
      return graph;
    }
    List<String> wanted = frontier(graph, folded);
    Map<String, Tensor> results = run(graph, folded, wanted, context);
    GraphEditor edit = new GraphEditor(graph);
    results.forEach(edit::makeConstant);
    context.fired(name(), folded.size());
    return edit.graph();
  }

  /// The nodes that constants alone determine, in order, within the budget.
  private static List<Node> constantNodes(Graph graph, PassContext context) {
    Set<String> known = new HashSet<>(graph.constants().keySet());
    known.add(Node.ABSENT);
    List<Node> folded = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (known.containsAll(node.inputs())
          && !(node.op() instanceof CustomOp)
          && isTyped(node, graph)
          && context.engine().supports(node.op())) {
        long bytes = resultBytes(node, graph);
        if (bytes <= context.foldedBytesLeft()) {
          context.spendFoldedBytes(bytes);
          folded.add(node);
          known.addAll(node.outputs());
        }
      }
    }
    return folded;
  }

  private static boolean isTyped(Node node, Graph graph) {
    return node.outputs().stream()
        .allMatch(o -> o.equals(Node.ABSENT) || Types.isConcrete(graph.type(o)));
  }

  private static long resultBytes(Node node, Graph graph) {
    long bytes = 0;
    for (String output : node.outputs()) {
      TensorType type = graph.type(output);
      if (type != null) {
        bytes = Math.addExact(bytes, Tensor.byteSize(type.dtype(), type.shape()));
      }
    }
    return bytes;
  }

  /// The folded values that somebody outside reads.
  private static List<String> frontier(Graph graph, List<Node> folded) {
    Set<Node> inside = new HashSet<>(folded);
    Set<String> read = new HashSet<>(graph.outputs());
    for (Node node : graph.nodes()) {
      if (!inside.contains(node)) {
        read.addAll(node.inputs());
      }
    }
    return folded.stream()
        .flatMap(node -> node.outputs().stream())
        .filter(read::contains)
        .filter(value -> !value.equals(Node.ABSENT))
        .toList();
  }

  private static Map<String, Tensor> run(
      Graph graph, List<Node> nodes, List<String> wanted, PassContext context) {
    Map<String, Tensor> constants = new HashMap<>();
    Map<String, TensorType> types = new HashMap<>();
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        Tensor constant = graph.constant(input);
        if (constant != null) {
          constants.put(input, constant);
        }
      }
      for (String output : node.outputs()) {
        TensorType type = graph.type(output);
        if (type != null) {
          types.put(output, type);
        }
      }
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (String value : wanted) {
      TensorType type = types.get(value);
      if (type != null) {
        results.put(value, Tensor.allocate(type.dtype(), type.shape()));
      }
    }
    Graph constant =
        new Graph(graph.name() + ".constants", nodes, List.of(), wanted, types, constants);
    try (Executable executable = context.engine().compile(constant)) {
      executable.run(List.of(), List.copyOf(results.values()));
    }
    return results;
  }
}
