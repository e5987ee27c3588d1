package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Identity;
import dev.gatun.op.If;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Puts the branch of an [If] in its place where the condition is known: exporters guard a Squeeze
/// or a Reshape by comparisons of extents, which are known once shapes are.
final class Branches {
  private final Graph graph;
  private @Nullable Set<String> taken;

  /// @param graph the graph whose nodes are walked
  Branches(Graph graph) {
    this.graph = graph;
  }

  /// The branch that runs, or null where the condition is not known.
  static @Nullable Graph taken(If op, Operands in) {
    Contents condition = in.contents(0);
    if (condition == null) {
      return null;
    }
    if (condition.size() != 1) {
      throw new InvalidInputException(
          "got a condition of shape " + condition.shape() + ", required one element");
    }
    return condition.get(0) instanceof Item.Whole whole
        ? whole.value() != 0 ? op.thenBranch() : op.elseBranch()
        : null;
  }

  /// The nodes of a branch with names of the graph around it. The branch's constants are defined.
  List<Node> inlined(Node node, Graph branch, Values values) {
    Map<String, String> names = new HashMap<>();
    names.put(Node.ABSENT, Node.ABSENT);
    for (int i = 0; i < branch.inputs().size(); i++) {
      names.put(branch.inputs().get(i), node.input(i + 1));
    }
    branch
        .constants()
        .forEach((name, value) -> {
          String fresh = fresh(node, name);
          names.put(name, fresh);
          values.define(fresh, value);
        });
    List<Node> nodes = new ArrayList<>();
    for (Node inner : branch.nodes()) {
      for (String output : inner.outputs()) {
        names.computeIfAbsent(output, name -> fresh(node, name));
      }
      nodes.add(
          new Node(
              inner.name(), inner.op(), all(inner.inputs(), names), all(inner.outputs(), names)));
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.hasOutput(i)) {
        String result = names.getOrDefault(branch.outputs().get(i), Node.ABSENT);
        nodes.add(
            new Node(node.name(), new Identity(), List.of(result), List.of(node.outputs().get(i))));
      }
    }
    return nodes;
  }

  private static List<String> all(List<String> values, Map<String, String> names) {
    return values.stream().map(value -> names.getOrDefault(value, value)).toList();
  }

  private String fresh(Node node, String inner) {
    Set<String> used = taken;
    if (used == null) {
      used = new HashSet<>(graph.constants().keySet());
      used.addAll(graph.inputs());
      for (Node other : graph.nodes()) {
        used.addAll(other.outputs());
      }
      taken = used;
    }
    String name = node.label() + "/" + inner;
    while (!used.add(name)) {
      name += "'";
    }
    return name;
  }
}
