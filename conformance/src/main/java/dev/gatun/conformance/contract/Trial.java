package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One operator with its data: a graph of one node.
///
/// @param op the operator
/// @param inputs tensors by place, null where an optional input is left out
/// @param runtime places whose tensors are run-time inputs; the others are constants of the graph
/// @param output type of the results
/// @param shapes shapes of the results, mostly of one
record Trial(
    Op op, List<@Nullable Tensor> inputs, Set<Integer> runtime, DType output, List<Shape> shapes) {
  /// Copies the collections; the list of inputs may hold nulls.
  Trial {
    inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    runtime = Set.copyOf(runtime);
    shapes = List.copyOf(shapes);
  }

  /// A trial with one result.
  ///
  /// @param shape shape of the result
  Trial(Op op, List<@Nullable Tensor> inputs, Set<Integer> runtime, DType output, Shape shape) {
    this(op, inputs, runtime, output, List.of(shape));
  }

  /// A trial whose result is FLOAT32.
  ///
  /// @param allRuntime whether every tensor is a run-time input, or only the first
  Trial(Op op, List<@Nullable Tensor> inputs, boolean allRuntime, Shape shape) {
    this(op, inputs, allRuntime ? Set.of(0, 1, 2, 3, 4) : Set.of(0), DType.FLOAT32, shape);
  }

  /// The same with one more run-time input.
  Trial withRuntime(int place) {
    Set<Integer> more = new HashSet<>(runtime);
    more.add(place);
    return new Trial(op, inputs, more, output, shapes);
  }

  /// The shape of what [#inARow] makes of the results.
  Shape shape() {
    return shapes.size() == 1
        ? shapes.getFirst()
        : Shape.of(shapes.stream().mapToLong(Shape::size).sum());
  }

  /// Tensors for the results.
  List<Tensor> allocate(DType dtype) {
    return shapes.stream().map(shape -> Tensor.allocate(dtype, shape)).toList();
  }

  /// Results as one tensor: the only one, or all elements of one after another.
  Tensor inARow(List<Tensor> results) {
    if (results.size() == 1) {
      return results.getFirst();
    }
    Tensor row = Tensor.allocate(results.getFirst().dtype(), shape());
    long place = 0;
    for (Tensor result : results) {
      for (long i = 0; i < result.shape().size(); i++) {
        row.setDouble(place++, result.getDouble(i));
      }
    }
    return row;
  }

  /// The tensors that are given at run time, in order.
  List<Tensor> runtimeInputs() {
    List<Tensor> tensors = new ArrayList<>();
    for (int place = 0; place < inputs.size(); place++) {
      Tensor tensor = inputs.get(place);
      if (tensor != null && runtime.contains(place)) {
        tensors.add(tensor);
      }
    }
    return tensors;
  }

  Graph graph() {
    List<String> reads = new ArrayList<>();
    List<String> given = new ArrayList<>();
    Map<String, TensorType> types = new LinkedHashMap<>();
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (int place = 0; place < inputs.size(); place++) {
      Tensor tensor = inputs.get(place);
      String name = tensor == null ? Node.ABSENT : "input" + place;
      reads.add(name);
      if (tensor == null) {
        continue;
      }
      if (runtime.contains(place)) {
        given.add(name);
        types.put(name, TensorType.of(tensor.dtype(), tensor.shape()));
      } else {
        constants.put(name, tensor);
      }
    }
    List<String> gives = new ArrayList<>();
    for (Shape shape : shapes) {
      String name = "output" + gives.size();
      gives.add(name);
      types.put(name, TensorType.of(output, shape));
    }
    Node node = new Node("node", op, reads, gives);
    return new Graph("trial", List.of(node), given, gives, types, constants);
  }
}
