package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Bounding;
import dev.gatun.infer.Specializer;
import dev.gatun.op.Bounded;
import dev.gatun.op.ControlFlow;
import dev.gatun.op.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A specialised graph, cut where shapes stop being known: what can be compiled now, the control
/// flow that can run after it, and the rest, which is a graph of its own, to be specialised when
/// its inputs are there.
///
/// @param head all shapes known; its results are those that others read
/// @param trims which of the head's results are [Bounded]
/// @param control nodes to run behind the head, in order
/// @param rest what is left, null where that is nothing
record Cut(Graph head, List<Trim> trims, List<Node> control, @Nullable Graph rest) {
  /// A bounded result.
  ///
  /// @param value its name
  /// @param type its type as a selection's result, with one extent open
  /// @param count the name of that extent's value
  record Trim(String value, TensorType type, String count) {}

  /// Cuts a graph.
  ///
  /// @return null where nothing is to be cut off
  /// @throws dev.gatun.UnsupportedOperatorException if no node can be compiled or run, naming those
  ///   that stand in the way
  static @Nullable Cut of(Graph graph) {
    Set<String> known = new HashSet<>(graph.constants().keySet());
    known.addAll(graph.inputs());
    known.add(Node.ABSENT);
    Set<String> ready = new HashSet<>(known);
    List<Node> head = new ArrayList<>();
    List<Trim> trims = new ArrayList<>();
    List<Node> control = new ArrayList<>();
    List<Node> rest = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean computable = known.containsAll(node.inputs());
      if (node.op() instanceof Selection && computable) {
        head.add(bounded(graph, node, trims));
        ready.addAll(node.outputs());
      } else if (node.op() instanceof ControlFlow && ready.containsAll(node.inputs())) {
        control.add(node);
        ready.addAll(node.outputs());
      } else if (computable && isPlain(node) && Specializer.isResolved(graph, node)) {
        head.add(node);
        known.addAll(node.outputs());
        ready.addAll(node.outputs());
      } else {
        rest.add(node);
      }
    }
    if (trims.isEmpty() && control.isEmpty() && rest.isEmpty()) {
      return null;
    }
    if (head.isEmpty() && control.isEmpty()) {
      Specializer.requireResolved(graph);
    }
    return new Cut(head(graph, head, trims, control, rest), trims, control, rest(graph, rest));
  }

  private static boolean isPlain(Node node) {
    return !(node.op() instanceof Selection) && !(node.op() instanceof ControlFlow);
  }

  private static Node bounded(Graph graph, Node node, List<Trim> trims) {
    String count = node.label() + "/count";
    while (graph.type(count) != null) {
      count += "'";
    }
    for (String output : node.outputs()) {
      TensorType type = graph.type(output);
      if (!output.equals(Node.ABSENT) && type != null && !type.isConcrete()) {
        trims.add(new Trim(output, type, count));
      }
    }
    return Bounding.bounded(node, count);
  }

  private static Graph head(
      Graph graph, List<Node> nodes, List<Trim> trims, List<Node> control, List<Node> rest) {
    Set<String> wanted = new HashSet<>(graph.outputs());
    control.forEach(node -> wanted.addAll(node.inputs()));
    rest.forEach(node -> wanted.addAll(node.inputs()));
    trims.forEach(trim -> wanted.add(trim.count()));
    wanted.remove(Node.ABSENT);
    List<String> outputs = new ArrayList<>();
    Map<String, TensorType> types = new LinkedHashMap<>(graph.types());
    for (Node node : nodes) {
      for (String output : node.outputs()) {
        if (wanted.contains(output)) {
          outputs.add(output);
        }
        if (node.op() instanceof Bounded) {
          types.remove(output);
        }
      }
    }
    return new Graph(graph.name(), nodes, graph.inputs(), outputs, types, graph.constants());
  }

  private static @Nullable Graph rest(Graph graph, List<Node> nodes) {
    if (nodes.isEmpty()) {
      return null;
    }
    Set<String> produced = new HashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (Node node : nodes) {
      read.addAll(node.inputs());
      produced.addAll(node.outputs());
    }
    read.addAll(graph.outputs());
    read.remove(Node.ABSENT);
    Map<String, Tensor> constants = new LinkedHashMap<>(graph.constants());
    constants.keySet().retainAll(read);
    List<String> inputs =
        read.stream()
            .filter(value -> !produced.contains(value) && !constants.containsKey(value))
            .toList();
    Map<String, TensorType> types = new LinkedHashMap<>(graph.types());
    types.keySet().removeIf(value -> !inputs.contains(value) && !produced.contains(value));
    return new Graph(graph.name(), nodes, inputs, graph.outputs(), types, constants);
  }
}
