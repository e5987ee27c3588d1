package dev.gatun.pass;

import dev.gatun.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The nodes of a graph in order, with an index of who defines and who reads a value. Every node of
/// the original graph has a slot, which holds what stands at its place by now.
final class NodeSlots {
  private final List<List<Node>> slots = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> slotOf = new IdentityHashMap<>();
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, List<Node>> readers = new HashMap<>();

  NodeSlots(List<Node> nodes) {
    for (Node node : nodes) {
      slots.add(new ArrayList<>(List.of(node)));
      index(node, slots.size() - 1);
    }
  }

  /// @return the number of nodes
  int size() {
    return slotOf.size();
  }

  /// @return the slots, which change with the graph; callers only read them
  List<List<Node>> slots() {
    return slots;
  }

  /// @return the names of all values that nodes define
  Set<String> defined() {
    return producers.keySet();
  }

  /// @param node any node
  /// @return whether it is still there
  boolean contains(Node node) {
    return slotOf.containsKey(node);
  }

  /// @param node a node that is there
  /// @return the place of its slot
  int slot(Node node) {
    Integer slot = slotOf.get(node);
    if (slot == null) {
      throw new IllegalArgumentException(
          "node '" + node.label() + "' is not in the graph any more");
    }
    return slot;
  }

  /// @param value a value's name
  /// @return the node that defines it, or null
  @Nullable Node producer(String value) {
    return producers.get(value);
  }

  /// @param value a value's name
  /// @return the nodes that read it, once for every place they read it at
  List<Node> readers(String value) {
    return readers.getOrDefault(value, List.of());
  }

  /// Puts nodes into the place of a node.
  ///
  /// @param old a node that is there
  /// @param replacements in order; none removes the node
  void replace(Node old, Collection<Node> replacements) {
    int slot = slot(old);
    List<Node> content = slots.get(slot);
    int place = content.indexOf(old);
    content.remove(place);
    forget(old);
    content.addAll(place, replacements);
    for (Node node : replacements) {
      index(node, slot);
    }
  }

  private void index(Node node, int slot) {
    slotOf.put(node, slot);
    for (String input : node.inputs()) {
      if (!input.equals(Node.ABSENT)) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
    }
    for (String output : node.outputs()) {
      if (!output.equals(Node.ABSENT)) {
        producers.put(output, node);
      }
    }
  }

  private void forget(Node node) {
    slotOf.remove(node);
    for (String input : node.inputs()) {
      List<Node> reading = readers.get(input);
      if (reading != null) {
        reading.remove(node);
      }
    }
    for (String output : node.outputs()) {
      producers.remove(output);
    }
  }
}
