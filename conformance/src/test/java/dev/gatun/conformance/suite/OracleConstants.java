package dev.gatun.conformance.suite;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.gatun.conformance.suite.OracleDatum.Absent;
import dev.gatun.conformance.suite.OracleDatum.Elements;
import dev.gatun.conformance.suite.OracleDatum.Items;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts inputs into the model: a tensor becomes an initializer, a sequence the result of
/// `SequenceConstruct` or `SequenceEmpty`, an optional that of `Optional`. What the Java API cannot
/// feed reaches the operators this way.
final class OracleConstants {
  /// Fields of ONNX's messages that Gatun's own ones leave out.
  private static final int ATTRIBUTE_TYPE_PROTO = 14;

  private static final int ELEMENT_TYPE = 1;

  private final List<TensorProto> tensors = new ArrayList<>();
  private final List<NodeProto> nodes = new ArrayList<>();

  private OracleConstants() {}

  /// The model with some inputs replaced.
  ///
  /// @param constants the values by the inputs' names
  /// @throws InvalidProtocolBufferException if an input's type is damaged
  static ModelProto put(ModelProto model, Map<String, OracleDatum> constants)
      throws InvalidProtocolBufferException {
    OracleConstants added = new OracleConstants();
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInput().clearNode();
    for (ValueInfoProto input : model.getGraph().getInputList()) {
      OracleDatum constant = constants.get(input.getName());
      if (constant == null) {
        graph.addInput(input);
      } else {
        added.add(input.getName(), constant, input.getType());
      }
    }
    graph.addAllInitializer(added.tensors).addAllNode(added.nodes);
    return model.toBuilder().setGraph(graph.addAllNode(model.getGraph().getNodeList())).build();
  }

  private void add(String name, OracleDatum datum, TypeProto type)
      throws InvalidProtocolBufferException {
    if (type.hasOptionalType()) {
      optional(name, datum, element(type.getOptionalType()));
      return;
    }
    switch (datum) {
      case Elements(TensorProto tensor) -> tensors.add(tensor.toBuilder().setName(name).build());
      case Items(List<OracleDatum> items) -> sequence(name, items, element(type.getSequenceType()));
      case Absent() -> throw new InvalidProtocolBufferException(name + ": absent, but no optional");
    }
  }

  private void sequence(String name, List<OracleDatum> items, TypeProto type)
      throws InvalidProtocolBufferException {
    NodeProto.Builder node = NodeProto.newBuilder().addOutput(name);
    if (items.isEmpty()) {
      AttributeProto.Builder dtype =
          AttributeProto.newBuilder()
              .setName("dtype")
              .setType(AttributeType.INT)
              .setI(type.getTensorType().getElemType());
      nodes.add(node.setOpType("SequenceEmpty").addAttribute(dtype).build());
      return;
    }
    for (OracleDatum item : items) {
      String itemName = name + " " + node.getInputCount();
      add(itemName, item, type);
      node.addInput(itemName);
    }
    nodes.add(node.setOpType("SequenceConstruct").build());
  }

  private void optional(String name, OracleDatum datum, TypeProto type)
      throws InvalidProtocolBufferException {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType("Optional").addOutput(name);
    if (datum instanceof Absent) {
      UnknownFieldSet.Field bytes =
          UnknownFieldSet.Field.newBuilder().addLengthDelimited(type.toByteString()).build();
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("type")
              .setType(AttributeType.TYPE_PROTO)
              .setUnknownFields(
                  UnknownFieldSet.newBuilder().addField(ATTRIBUTE_TYPE_PROTO, bytes).build()));
    } else {
      add(name + " 0", datum, type);
      node.addInput(name + " 0");
    }
    nodes.add(node.build());
  }

  /// The type of the elements of a sequence or optional, whose own type message is read as bytes.
  private static TypeProto element(ByteString type) throws InvalidProtocolBufferException {
    return TypeProto.parseFrom(
        UnknownFieldSet.parseFrom(type).getField(ELEMENT_TYPE).getLengthDelimitedList().getFirst());
  }
}
