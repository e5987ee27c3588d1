package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A graph that grows while nodes are lowered in topological order, and what is known of its values
/// so far.
final class GraphBuilder {
  private final Names names;
  private final Set<String> used;
  private final int mostNodes;
  private final Map<String, TensorType> declared;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final Map<String, Tensor> copies = new HashMap<>();
  private final Map<String, DType> dtypes = new LinkedHashMap<>();

  /// @param names the value names taken so far
  /// @param used values that some node of the model reads, and the model's outputs
  /// @param declared what the model says of its values
  /// @param mostNodes the limit
  GraphBuilder(Names names, Set<String> used, Map<String, TensorType> declared, int mostNodes) {
    this.mostNodes = mostNodes;
    this.names = names;
    this.used = used;
    this.declared = declared;
  }

  Names names() {
    return names;
  }

  void addInput(String name, TensorType type) {
    dtypes.put(name, type.dtype());
  }

  void addConstant(String name, Tensor value) {
    constants.put(name, value);
    dtypes.put(name, value.dtype());
  }

  /// Appends a node; the element types of its results follow from the operator.
  void add(Node node) {
    nodes.add(node);
    for (int i = 0; i < node.outputs().size(); i++) {
      DType dtype = ElementTypes.of(node.op(), i, place -> dtype(node.input(place)));
      if (dtype != null) {
        dtypes.put(node.outputs().get(i), dtype);
      }
    }
    Tensor constant = node.op() instanceof Identity ? constant(node.input(0)) : null;
    if (constant != null) {
      copies.put(node.output(), constant);
    }
  }

  /// Whether any node of the model reads a value, or the model gives it out.
  boolean isUsed(String value) {
    return used.contains(value);
  }

  /// The value of a constant, also where it comes through Identity nodes; null for everything else.
  @Nullable Tensor constant(String value) {
    Tensor constant = constants.get(value);
    return constant != null ? constant : copies.get(value);
  }

  /// The element type of a value: what follows from its definition, else what the model says; null
  /// where unknown.
  @Nullable DType dtype(String value) {
    DType dtype = dtypes.get(value);
    if (dtype != null) {
      return dtype;
    }
    TensorType type = declared.get(value);
    return type == null ? null : type.dtype();
  }

  /// What is known of a value: its constant's type, or what the model says with the element type
  /// that follows from its definition.
  @Nullable TensorType type(String value) {
    Tensor constant = constant(value);
    if (constant != null) {
      return TensorType.of(constant.dtype(), constant.shape());
    }
    DType dtype = dtype(value);
    TensorType type = declared.get(value);
    return dtype == null ? null : new TensorType(dtype, type == null ? null : type.dims());
  }

  /// Holds the number of nodes against the limit.
  ///
  /// @param more how many are about to be added
  void requireRoom(int more) {
    if (nodes.size() + more > mostNodes) {
      throw new LimitExceededException("graph: got more nodes than Limits.nodes, " + mostNodes);
    }
  }

  /// Closes the graph; constants that nothing reads are left behind.
  Graph build(String name, List<String> inputs, List<String> outputs) {
    Set<String> read = new HashSet<>(outputs);
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (String input : inputs) {
      types.put(input, requireType(input));
    }
    for (Node node : nodes) {
      read.addAll(node.inputs());
      for (String output : node.outputs()) {
        TensorType type = type(output);
        if (type != null && !output.equals(Node.ABSENT)) {
          types.put(output, type);
        }
      }
    }
    Map<String, Tensor> kept = new LinkedHashMap<>(constants);
    kept.keySet().retainAll(read);
    return new Graph(name, nodes, inputs, outputs, types, kept);
  }

  private TensorType requireType(String input) {
    TensorType type = type(input);
    if (type == null) {
      throw new IllegalStateException("input '" + input + "' was added without a type");
    }
    return type;
  }
}
