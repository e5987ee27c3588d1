package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One ONNX node as a [Lowering] sees it: attributes with their defaults, inputs with what is known
/// of them.
final class OnnxNode {
  private final NodeProto proto;
  private final int opset;
  private final int captured;
  private final String label;
  private final Attributes attributes;
  private final GraphBuilder graph;
  private final BodyImporter bodies;

  /// @param node the node
  /// @param tensors reads tensor attributes
  /// @param graph what is known of values
  /// @param bodies imports graphs inside the node
  OnnxNode(ScopedNode node, TensorReader tensors, GraphBuilder graph, BodyImporter bodies) {
    this.proto = node.proto();
    this.opset = node.opset();
    this.captured = node.captured();
    this.label = label(proto);
    this.attributes = new Attributes(proto.getAttributeList(), place(), tensors);
    this.graph = graph;
    this.bodies = bodies;
  }

  /// The name for messages and derived names: the node's own, else its first output's.
  static String label(NodeProto proto) {
    if (!proto.getName().isEmpty()) {
      return proto.getName();
    }
    for (String output : proto.getOutputList()) {
      if (!output.isEmpty()) {
        return output;
      }
    }
    return proto.getOpType();
  }

  /// Where a message says it is, such as `node 'conv1' (Conv, opset 11)`.
  static String place(NodeProto proto, int opset) {
    return "node '"
        + Names.shown(label(proto))
        + "' ("
        + Names.shown(proto.getOpType())
        + ", opset "
        + opset
        + ")";
  }

  String place() {
    return place(proto, opset);
  }

  String label() {
    return label;
  }

  String name() {
    return proto.getName();
  }

  String type() {
    return proto.getOpType();
  }

  int opset() {
    return opset;
  }

  Attributes attributes() {
    return attributes;
  }

  /// A complaint about this node.
  ModelFormatException wrong(String gotAndRequired) {
    return new ModelFormatException(place() + ": " + gotAndRequired);
  }

  // inputs

  int inputCount() {
    return proto.getInputCount();
  }

  List<String> inputs() {
    return proto.getInputList();
  }

  boolean has(int i) {
    return i < proto.getInputCount() && !proto.getInput(i).isEmpty();
  }

  /// The name of an input, empty where it is left out.
  String optional(int i) {
    return has(i) ? proto.getInput(i) : "";
  }

  /// The name of an input.
  ///
  /// @throws ModelFormatException if it is left out
  String in(int i) {
    if (!has(i)) {
      throw wrong("got " + inputCount() + " inputs and none at place " + i + ", which is required");
    }
    return proto.getInput(i);
  }

  /// The value of an input; null where it is left out or not known before a run.
  @Nullable Tensor constant(int i) {
    return has(i) ? graph.constant(proto.getInput(i)) : null;
  }

  /// The values of an integer input; null where it is left out or not known before a run.
  ///
  /// @param what its role, for messages
  @Nullable Ints ints(int i, String what) {
    Tensor tensor = constant(i);
    if (tensor == null) {
      return null;
    }
    if (!tensor.dtype().isInteger() || tensor.shape().rank() > 1) {
      throw wrong("got " + what + " of type " + tensor + ", required a list of INT64");
    }
    return Ints.of(tensor.toLongs());
  }

  /// The one value of an integer input; null where it is left out or not known before a run.
  ///
  /// @param what its role, for messages
  @Nullable Long integer(int i, String what) {
    Tensor tensor = constant(i);
    if (tensor == null) {
      return null;
    }
    if (tensor.shape().size() != 1) {
      throw wrong("got " + what + " of type " + tensor + ", required one number");
    }
    return tensor.getLong(0);
  }

  /// The element type of an input, null where it is not known.
  @Nullable DType dtype(int i) {
    return has(i) ? graph.dtype(proto.getInput(i)) : null;
  }

  /// The element type of an input that the lowering depends on.
  ///
  /// @throws UnsupportedException where it is not known
  DType requireDtype(int i) {
    DType dtype = dtype(i);
    if (dtype == null) {
      throw new UnsupportedException(
          "the element type of its input '" + Names.shown(in(i)) + "' is not known");
    }
    return dtype;
  }

  /// The extents of an input as far as they are known, null where not even their number is.
  @Nullable List<Dim> dims(int i) {
    TensorType type = has(i) ? graph.type(proto.getInput(i)) : null;
    return type == null ? null : type.dims();
  }

  /// The number of axes of an input, or −1 where it is not known.
  int rank(int i) {
    List<Dim> dims = dims(i);
    return dims == null ? -1 : dims.size();
  }

  // outputs

  List<String> outputs() {
    return proto.getOutputList();
  }

  /// The name of an output, empty where it is left out.
  String output(int i) {
    return i < proto.getOutputCount() ? proto.getOutput(i) : "";
  }

  /// Whether anything reads an output.
  boolean isUsed(int output) {
    String name = output(output);
    return !name.isEmpty() && graph.isUsed(name);
  }

  /// Makes sure that nothing reads the outputs from a place on.
  ///
  /// @param reason why they are not there
  void requireUnused(int from, String reason) {
    for (int i = from; i < proto.getOutputCount(); i++) {
      if (isUsed(i)) {
        throw new UnsupportedException(reason);
      }
    }
  }

  // bodies

  /// The node's own inputs: those before the captured ones, trailing absent ones included.
  int ownInputCount() {
    return proto.getInputCount() - captured;
  }

  /// The values around the node that its bodies use, constants left out.
  List<String> captured() {
    return proto.getInputList().subList(ownInputCount(), proto.getInputCount()).stream()
        .filter(name -> graph.constant(name) == null)
        .toList();
  }

  /// Imports a body. Its inputs are its own, then [#captured]; their shapes are left open, since
  /// they may differ from run to run.
  ///
  /// @param attribute which graph
  /// @param formal element types of its own inputs, null: what the body declares
  /// @throws UnsupportedException if an element type is not known
  Graph body(String attribute, List<@Nullable DType> formal) {
    GraphProto body = attributes.requireGraph(attribute);
    if (body.getInputCount() != formal.size()) {
      throw attributes.wrong(
          attribute,
          "got a body of " + body.getInputCount() + " inputs, required " + formal.size());
    }
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < formal.size(); i++) {
      types.add(open(formal.get(i), body.getInput(i)));
    }
    Map<String, TensorType> around = new LinkedHashMap<>();
    for (String name : captured()) {
      around.put(name, open(graph.dtype(name), ValueInfoProto.newBuilder().setName(name).build()));
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    for (String name : proto.getInputList().subList(ownInputCount(), proto.getInputCount())) {
      Tensor constant = graph.constant(name);
      if (constant != null) {
        constants.put(name, constant);
      }
    }
    return bodies.body(body, opset, types, around, constants);
  }

  private TensorType open(@Nullable DType dtype, ValueInfoProto info) {
    int declared = info.getType().getTensorType().getElemType();
    if (dtype == null && declared == 0) {
      throw new UnsupportedException(
          "the element type of '" + Names.shown(info.getName()) + "' in a body is not known");
    }
    return new TensorType(dtype == null ? DataTypes.of(declared, place()) : dtype, null);
  }
}
