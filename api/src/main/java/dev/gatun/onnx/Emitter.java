package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes what one ONNX node becomes. Nothing reaches the graph before [#commit], so a lowering may
/// give up half-way.
final class Emitter {
  private final OnnxNode node;
  private final GraphBuilder graph;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  Emitter(OnnxNode node, GraphBuilder graph) {
    this.node = node;
    this.graph = graph;
  }

  /// The last step: defines the ONNX node's first output.
  void emit(Op op, String... inputs) {
    emitTo(0, op, inputs);
  }

  /// Defines one of the ONNX node's outputs.
  void emitTo(int output, Op op, String... inputs) {
    String name = node.output(output);
    add(op, List.of(inputs), List.of(name.isEmpty() ? fresh("unused") : name));
  }

  /// Defines all of the ONNX node's outputs at once, absent ones included.
  void emitAll(Op op, String... inputs) {
    List<String> outputs = new ArrayList<>(node.outputs());
    if (outputs.getFirst().isEmpty()) {
      outputs.set(0, fresh("unused"));
    }
    add(op, List.of(inputs), outputs);
  }

  /// Defines the ONNX node's first outputs at once, those too that it leaves out.
  void emitEach(int count, Op op, String... inputs) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(node.output(i).isEmpty() ? fresh("unused") : node.output(i));
    }
    add(op, List.of(inputs), outputs);
  }

  /// A step in between.
  ///
  /// @param suffix tells the value apart from the ONNX node's own outputs
  /// @return the name of its result
  String step(String suffix, Op op, String... inputs) {
    String name = fresh(suffix);
    add(op, List.of(inputs), List.of(name));
    return name;
  }

  /// A step in between of several results.
  ///
  /// @return their names
  List<String> steps(int count, String suffix, Op op, String... inputs) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(fresh(suffix));
    }
    add(op, List.of(inputs), names);
    return names;
  }

  /// The nodes of a graph as steps, under new names.
  ///
  /// @param body the graph
  /// @param inputs what its inputs are, in order
  /// @return what its outputs are, in order
  List<String> inline(Graph body, List<String> inputs) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < body.inputs().size(); i++) {
      names.put(body.inputs().get(i), inputs.get(i));
    }
    body.constants().forEach((name, value) -> names.put(name, constant(name, value)));
    for (Node node : body.nodes()) {
      List<String> read = node.inputs().stream().map(x -> names.getOrDefault(x, x)).toList();
      List<String> results = new ArrayList<>();
      for (String output : node.outputs()) {
        String name = output.equals(Node.ABSENT) ? Node.ABSENT : fresh(output);
        names.put(output, name);
        results.add(name);
      }
      add(node.op(), read, results);
    }
    return body.outputs().stream().map(y -> names.getOrDefault(y, y)).toList();
  }

  /// A constant for a step.
  ///
  /// @return its name
  String constant(String suffix, Tensor value) {
    String name = fresh(suffix);
    constants.put(name, value);
    return name;
  }

  /// A rank-0 constant for a step.
  ///
  /// @return its name
  String scalar(String suffix, DType dtype, double value) {
    Tensor tensor = Tensor.allocate(dtype, Shape.scalar());
    tensor.setDouble(0, value);
    return constant(suffix, tensor);
  }

  /// Makes the ONNX node's first output a constant.
  void define(Tensor value) {
    constants.put(node.output(0), value);
  }

  private String fresh(String suffix) {
    return graph.names().fresh(node.label(), suffix);
  }

  private void add(Op op, List<String> inputs, List<String> outputs) {
    graph.requireRoom(nodes.size() + 1);
    int present = inputs.size();
    while (present > 0 && inputs.get(present - 1).isEmpty()) {
      present--;
    }
    String name =
        nodes.isEmpty()
            ? node.name()
            : node.name().isEmpty() ? "" : node.name() + "/" + nodes.size();
    nodes.add(new Node(name, op, inputs.subList(0, present), outputs));
  }

  /// Hands everything to the graph.
  void commit() {
    constants.forEach(graph::addConstant);
    nodes.forEach(graph::add);
  }
}
