package dev.gatun.conformance.model;

import com.google.protobuf.ByteString;
import dev.gatun.DType;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ONNX model of one node whose inputs are given at a run, with types but without shapes, so
/// that nothing is known of them when the model is loaded.
///
/// ```java
/// Tensor y = new OneNodeModel(23, "RotaryEmbedding").attribute("num_heads", 2).run(x, cos, sin).get(0);
/// ```
final class OneNodeModel {
  private static final String BACKEND = "reference";

  private final int opset;
  private final NodeProto.Builder node;
  private int outputs = 1;

  OneNodeModel(int opset, String type) {
    this.opset = opset;
    this.node = NodeProto.newBuilder().setOpType(type);
  }

  OneNodeModel attribute(String name, long value) {
    node.addAttribute(named(name, AttributeType.INT).setI(value));
    return this;
  }

  OneNodeModel attribute(String name, float value) {
    node.addAttribute(named(name, AttributeType.FLOAT).setF(value));
    return this;
  }

  OneNodeModel attribute(String name, String value) {
    node.addAttribute(named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  OneNodeModel outputs(int count) {
    outputs = count;
    return this;
  }

  /// Runs the node.
  ///
  /// @param inputs by place, null where one is left out
  /// @return all outputs
  List<Tensor> run(@Nullable Tensor... inputs) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("one");
    Map<String, Tensor> given = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      Tensor input = inputs[i];
      node.addInput(input == null ? "" : "x" + i);
      if (input != null) {
        graph.addInput(value("x" + i, input.dtype()));
        given.put("x" + i, input);
      }
    }
    for (int i = 0; i < outputs; i++) {
      node.addOutput("y" + i);
      graph.addOutput(ValueInfoProto.newBuilder().setName("y" + i));
    }
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(10)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
            .setGraph(graph.addNode(node))
            .build();
    SessionOptions options = SessionOptions.defaults().withBackend(BACKEND);
    try (Session session = Model.parse(model.toByteArray()).compile(options)) {
      Map<String, Tensor> results = session.run(given);
      return graph.getOutputList().stream().map(o -> results.get(o.getName())).toList();
    }
  }

  private static ValueInfoProto value(String name, DType dtype) {
    int code =
        switch (dtype) {
          case FLOAT32 -> 1;
          case INT64 -> 7;
          case BOOL -> 9;
          case FLOAT64 -> 11;
          default -> throw new IllegalArgumentException("no inputs of " + dtype);
        };
    TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder().setElemType(code).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
