package dev.gatun.graph;

import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An immutable dataflow graph in single assignment form: every value has one name and one
/// definition, which is a graph input, a constant or a node's output. Nodes stand in an order in
/// which definitions come before uses.
public final class Graph {
  private final String name;
  private final List<Node> nodes;
  private final List<String> inputs;
  private final List<String> outputs;
  private final Map<String, TensorType> types;
  private final Map<String, Tensor> constants;

  /// Checks single assignment and order.
  ///
  /// @param name for people
  /// @param nodes in topological order
  /// @param inputs names of the graph's inputs, each with a type
  /// @param outputs names of the graph's results, each defined
  /// @param types what is known of values; at least the inputs
  /// @param constants values known before any run
  /// @throws ModelFormatException if a value is defined twice, used before it is defined, or not
  ///   defined at all
  public Graph(
      String name,
      List<Node> nodes,
      List<String> inputs,
      List<String> outputs,
      Map<String, TensorType> types,
      Map<String, Tensor> constants) {
    this.name = name;
    this.nodes = List.copyOf(nodes);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    check();
  }

  private void check() {
    Set<String> defined = new HashSet<>(constants.keySet());
    for (String input : inputs) {
      define(defined, input, "graph input");
      if (!types.containsKey(input)) {
        throw new ModelFormatException("graph '" + name + "': input '" + input + "' has no type");
      }
    }
    for (Node node : nodes) {
      for (String input : node.inputs()) {
        if (!input.equals(Node.ABSENT) && !defined.contains(input)) {
          throw new ModelFormatException(
              "graph '"
                  + name
                  + "', node '"
                  + node.label()
                  + "': input '"
                  + input
                  + "' is not defined before it is used");
        }
      }
      for (String output : node.outputs()) {
        if (!output.equals(Node.ABSENT)) {
          define(defined, output, "node '" + node.label() + "'");
        }
      }
    }
    for (String output : outputs) {
      if (!defined.contains(output)) {
        throw new ModelFormatException(
            "graph '" + name + "': output '" + output + "' is not defined by any node");
      }
    }
  }

  private void define(Set<String> defined, String value, String place) {
    if (!defined.add(value)) {
      throw new ModelFormatException(
          "graph '" + name + "', " + place + ": value '" + value + "' is defined twice");
    }
  }

  /// {@return the graph's name, for people}
  public String name() {
    return name;
  }

  /// {@return the nodes in topological order}
  public List<Node> nodes() {
    return nodes;
  }

  /// {@return the names of the inputs, in order}
  public List<String> inputs() {
    return inputs;
  }

  /// {@return the names of the results, in order}
  public List<String> outputs() {
    return outputs;
  }

  /// {@return what is known of values, by name}
  public Map<String, TensorType> types() {
    return types;
  }

  /// {@return the constants by name}
  public Map<String, Tensor> constants() {
    return constants;
  }

  /// What is known of a value.
  ///
  /// @param value its name
  /// @return its type, a constant's own type, or null where nothing is known
  public @Nullable TensorType type(String value) {
    Tensor constant = constants.get(value);
    return constant != null ? TensorType.of(constant.dtype(), constant.shape()) : types.get(value);
  }

  /// The type of a value, which backends know of all values.
  ///
  /// @param value its name
  /// @return its type
  /// @throws IllegalStateException if nothing is known
  public TensorType knownType(String value) {
    TensorType type = type(value);
    if (type == null) {
      throw new IllegalStateException("value '" + value + "' reached a backend without a type");
    }
    return type;
  }

  /// The value of a constant.
  ///
  /// @param value its name
  /// @return the tensor, or null where the value is not a constant
  public @Nullable Tensor constant(String value) {
    return constants.get(value);
  }
}
