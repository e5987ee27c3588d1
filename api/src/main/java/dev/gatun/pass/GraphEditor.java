package dev.gatun.pass;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A working copy of a graph with an index of definitions and uses, from which a pass makes the
/// next graph. The graph that it started from is not touched.
///
/// Every node stands in a slot; a replacement takes its slot, so the order stays topological as
/// long as a replacement reads only what is defined before the node that it replaces. A node whose
/// results nobody reads any more leaves at once, so that [#isReadOnce] means what it says in the
/// middle of a pass.
final class GraphEditor {
  private final Graph origin;
  private final Set<String> outputs;
  private final Set<String> names;
  private final Map<String, TensorType> types;
  private final Map<String, Tensor> constants;
  private final NodeSlots nodes;
  private boolean changed;

  GraphEditor(Graph graph) {
    this.origin = graph;
    this.outputs = new HashSet<>(graph.outputs());
    this.types = new LinkedHashMap<>(graph.types());
    this.constants = new LinkedHashMap<>(graph.constants());
    this.nodes = new NodeSlots(graph.nodes());
    this.names = new HashSet<>(nodes.defined());
    names.addAll(constants.keySet());
    names.addAll(graph.inputs());
  }

  /// Visits the nodes in order, each as it is by then: nodes that an earlier visit removed are left
  /// out, replacements are visited until nothing fires in their slot.
  ///
  /// @param rewrite rewrites around a node and says whether it did
  /// @return how often it did
  int forEach(Predicate<Node> rewrite) {
    int fired = 0;
    for (List<Node> slot : nodes.slots()) {
      int before;
      do {
        before = fired;
        for (Node node : List.copyOf(slot)) {
          if (nodes.contains(node) && rewrite.test(node)) {
            fired++;
          }
        }
      } while (fired > before);
    }
    return fired;
  }

  /// @param value a value's name
  /// @return the node that defines it, or null for graph inputs and constants
  @Nullable Node producer(String value) {
    return nodes.producer(value);
  }

  /// @param value a value's name
  /// @return the nodes that read it, once for every place they read it at
  List<Node> readers(String value) {
    return List.copyOf(nodes.readers(value));
  }

  /// @param value a value's name
  /// @return whether it is a result of the graph
  boolean isOutput(String value) {
    return outputs.contains(value);
  }

  /// @param value a value's name
  /// @return whether it is read at exactly one place, results of the graph counting as read
  boolean isReadOnce(String value) {
    return !isOutput(value) && nodes.readers(value).size() == 1;
  }

  /// @param first a node
  /// @param second another node
  /// @return whether the first stands before the second
  boolean isBefore(Node first, Node second) {
    return nodes.slot(first) < nodes.slot(second);
  }

  /// @param value a value's name
  /// @return its tensor, or null where it is not a constant
  @Nullable Tensor constant(String value) {
    return constants.get(value);
  }

  /// @param value a value's name
  /// @return what is known of it, or null
  @Nullable TensorType type(String value) {
    Tensor constant = constants.get(value);
    return constant != null ? TensorType.of(constant.dtype(), constant.shape()) : types.get(value);
  }

  /// Notes what is known of a value.
  ///
  /// @param value its name
  /// @param type its type; null is ignored
  void setType(String value, @Nullable TensorType type) {
    if (type != null) {
      types.put(value, type);
    }
  }

  /// A name that no value has, reserved from now on.
  ///
  /// @param hint what it starts with
  /// @return the name
  String freshName(String hint) {
    String name = hint;
    for (int i = 1; !names.add(name); i++) {
      name = hint + "." + i;
    }
    return name;
  }

  /// Adds a constant.
  ///
  /// @param hint what its name starts with
  /// @param tensor its value
  /// @return its name
  String addConstant(String hint, Tensor tensor) {
    String name = freshName(hint);
    constants.put(name, tensor);
    changed = true;
    return name;
  }

  /// Makes a value that a node defines a constant; the node leaves if nothing else of it is read.
  ///
  /// @param value the value's name
  /// @param tensor its value
  void makeConstant(String value, Tensor tensor) {
    Node node = nodes.producer(value);
    if (node == null) {
      throw new IllegalArgumentException("value '" + value + "' is not defined by a node");
    }
    constants.put(value, tensor);
    types.remove(value);
    detach(node, value);
    sweep(node.inputs());
  }

  /// Puts nodes into the place of a node. What the old node defined and somebody reads must be
  /// defined by the new ones.
  ///
  /// @param old a node of the graph
  /// @param replacements in order; none removes the node
  void replace(Node old, Node... replacements) {
    change(old, replacements);
    sweep(old.inputs());
  }

  /// Lets everybody who reads a value read another one instead, and drops the value's node where
  /// nothing else of it is read. A result of the graph keeps its name: the other value takes it.
  ///
  /// @param value defined by a node
  /// @param other the value to read, defined before
  /// @return false, with nothing changed, where value is a result of the graph and other cannot be
  ///   renamed (a graph input, or a result itself)
  boolean redirect(String value, String other) {
    if (!isOutput(value)) {
      setType(other, betterType(value, other));
      rename(value, other);
      sweep(List.of(value));
      return true;
    }
    Tensor constant = constants.get(other);
    if (constant != null) {
      makeConstant(value, constant);
      return true;
    }
    Node source = nodes.producer(other);
    Node node = nodes.producer(value);
    if (source == null || node == null || isOutput(other)) {
      return false;
    }
    setType(value, betterType(value, other));
    detach(node, value);
    renameOutput(source, other, value);
    rename(other, value);
    sweep(node.inputs());
    return true;
  }

  /// Drops every node and constant that no result of the graph needs.
  ///
  /// @return how many nodes and constants left
  int removeDead() {
    int before = nodes.size() + constants.size();
    for (List<Node> slot : nodes.slots().reversed()) {
      for (Node node : List.copyOf(slot)) {
        sweep(node.outputs());
      }
    }
    changed |= constants.keySet().removeIf(name -> !isRead(name));
    return before - nodes.size() - constants.size();
  }

  /// @return the edited graph, without constants that nobody reads; the one it started from where
  ///   nothing was changed
  Graph graph() {
    if (!changed) {
      return origin;
    }
    constants.keySet().removeIf(name -> !isRead(name));
    types
        .keySet()
        .removeIf(name -> nodes.producer(name) == null && !origin.inputs().contains(name));
    List<Node> order = nodes.slots().stream().flatMap(List::stream).toList();
    return new Graph(origin.name(), order, origin.inputs(), origin.outputs(), types, constants);
  }

  private @Nullable TensorType betterType(String value, String other) {
    TensorType type = type(other);
    return type != null && (type.isConcrete() || type.dims() != null) ? type : type(value);
  }

  private boolean isRead(String value) {
    return isOutput(value) || !nodes.readers(value).isEmpty();
  }

  private void rename(String from, String to) {
    for (Node reader : readers(from)) {
      if (nodes.contains(reader)) { // a node that reads it twice is renamed at its first turn
        List<String> inputs = reader.inputs().stream().map(i -> i.equals(from) ? to : i).toList();
        change(reader, reader.withInputs(inputs));
      }
    }
  }

  /// Takes one output from a node, and the node itself where it was the last one.
  private void detach(Node node, String value) {
    List<String> rest =
        node.outputs().stream().map(o -> o.equals(value) ? Node.ABSENT : o).toList();
    if (rest.stream().allMatch(Node.ABSENT::equals)) {
      change(node);
    } else {
      change(node, new Node(node.name(), node.op(), node.inputs(), rest));
    }
  }

  private void renameOutput(Node node, String from, String to) {
    List<String> renamed = node.outputs().stream().map(o -> o.equals(from) ? to : o).toList();
    change(node, new Node(node.name(), node.op(), node.inputs(), renamed));
  }

  /// Removes what defines these values, as far as nobody reads anything of it, and so on upwards.
  private void sweep(List<String> values) {
    Deque<String> pending = new ArrayDeque<>(values);
    while (!pending.isEmpty()) {
      Node node = nodes.producer(pending.pop());
      if (node != null && node.outputs().stream().noneMatch(this::isRead)) {
        change(node);
        pending.addAll(node.inputs());
      }
    }
  }

  private void change(Node old, Node... replacements) {
    nodes.replace(old, List.of(replacements));
    changed = true;
  }
}
