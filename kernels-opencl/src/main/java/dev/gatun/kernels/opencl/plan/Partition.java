package dev.gatun.kernels.opencl.plan;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Predicate;

/// Divides a graph between device and host: as much as can run in one place runs there before the
/// other goes on, so that values change places seldom.
final class Partition {
  private Partition() {}

  /// Nodes that run in one place, in order.
  ///
  /// @param nodes which
  /// @param onHost where
  record Part(List<Node> nodes, boolean onHost) {}

  /// Divides.
  ///
  /// @param graph the graph
  /// @param device whether the device can run a node
  /// @return parts in order, by turns on the device and on the host
  static List<Part> of(Graph graph, Predicate<Node> device) {
    Set<String> known = new HashSet<>(graph.inputs());
    known.addAll(graph.constants().keySet());
    List<Node> waiting = new ArrayList<>(graph.nodes());
    Set<Node> onDevice = new HashSet<>();
    for (Node node : waiting) {
      if (device.test(node)) {
        onDevice.add(node);
      }
    }
    List<Part> parts = new ArrayList<>();
    boolean host = false;
    while (!waiting.isEmpty()) {
      List<Node> ready = new ArrayList<>();
      List<Node> left = new ArrayList<>();
      for (Node node : waiting) {
        if (onDevice.contains(node) != host && isReady(node, known)) {
          ready.add(node);
          known.addAll(node.outputs());
        } else {
          left.add(node);
        }
      }
      if (!ready.isEmpty()) {
        parts.add(new Part(List.copyOf(ready), host));
      }
      waiting = left;
      host = !host;
    }
    return parts;
  }

  private static boolean isReady(Node node, Set<String> known) {
    return node.inputs().stream().allMatch(i -> i.equals(Node.ABSENT) || known.contains(i));
  }

  /// The graph of a part: its inputs are what it reads of others, its outputs what others read of
  /// it.
  ///
  /// @param graph the whole
  /// @param nodes of the part
  /// @return the part
  static Graph cut(Graph graph, List<Node> nodes) {
    Set<String> made = new HashSet<>();
    SequencedSet<String> inputs = new LinkedHashSet<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        Tensor constant = graph.constant(input);
        if (constant != null) {
          constants.put(input, constant);
        } else if (!input.equals(Node.ABSENT) && !made.contains(input)) {
          inputs.add(input);
        }
        note(graph, input, types);
      }
      made.addAll(node.outputs());
      node.outputs().forEach(output -> note(graph, output, types));
    }
    made.remove(Node.ABSENT);
    Set<String> wanted = new HashSet<>(graph.outputs());
    Set<Node> inside = new HashSet<>(nodes);
    for (Node node : graph.nodes()) {
      if (!inside.contains(node)) {
        wanted.addAll(node.inputs());
      }
    }
    List<String> outputs =
        nodes.stream()
            .flatMap(n -> n.outputs().stream())
            .filter(made::contains)
            .filter(wanted::contains)
            .toList();
    return new Graph(
        graph.name() + ", on the host", nodes, List.copyOf(inputs), outputs, types, constants);
  }

  private static void note(Graph graph, String value, Map<String, TensorType> types) {
    TensorType type = graph.types().get(value);
    if (type != null) {
      types.put(value, type);
    }
  }
}
