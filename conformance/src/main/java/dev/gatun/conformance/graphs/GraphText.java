package dev.gatun.conformance.graphs;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatun.DType;
import dev.gatun.conformance.graphs.RandomGraph.Input;
import dev.gatun.conformance.graphs.RandomGraph.Step;
import dev.gatun.onnx.DataTypes;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.TensorProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Graphs as people read them: a line for each node, with the shapes of what it reads and gives.
///
/// ```
/// v0 = input [1,3,7,7]
/// v2 [1,8,4,4] = AveragePool(v0) kernel_shape=[2, 2] strides=[2, 2] pads=[0, 0, 1, 1] ceil_mode=1
/// output v2
/// ```
final class GraphText {
  private GraphText() {}

  static String of(RandomGraph graph) {
    GraphProto message;
    try {
      message = ModelProto.parseFrom(graph.file().toByteArray()).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("what was written is no ONNX file", e);
    }
    Map<String, String> shapes = new HashMap<>();
    for (TensorProto weights : message.getInitializerList()) {
      shapes.put(weights.getName(), text(weights));
    }
    List<String> lines = new ArrayList<>();
    lines.add("seed " + graph.seed() + ", opset " + graph.opset());
    for (Input input : graph.inputs()) {
      lines.add("v" + input.value() + " = input " + input.shape() + " declared " + input.dims());
    }
    for (Step step : graph.steps()) {
      shapes.put("v" + step.value(), graph.shape(step.value()).toString());
    }
    for (NodeProto node : message.getNodeList()) {
      lines.add(line(node, shapes));
    }
    graph.outputs().forEach(output -> lines.add("output v" + output));
    return String.join("\n", lines);
  }

  private static String line(NodeProto node, Map<String, String> shapes) {
    String gives =
        node.getOutputList().stream()
            .map(name -> shapes.containsKey(name) ? name + " " + shapes.get(name) : name)
            .collect(Collectors.joining(", "));
    // of values the shape stands where they are given, of weights where they are read
    String reads =
        node.getInputList().stream()
            .map(name -> name.contains(".") ? name + shapes.getOrDefault(name, "") : name)
            .collect(Collectors.joining(", "));
    String attributes =
        node.getAttributeList().stream()
            .map(a -> " " + a.getName() + "=" + text(a))
            .collect(Collectors.joining());
    return gives + " = " + node.getOpType() + "(" + reads + ")" + attributes;
  }

  private static String text(AttributeProto attribute) {
    return switch (attribute.getType()) {
      case INT -> Long.toString(attribute.getI());
      case FLOAT -> Float.toString(attribute.getF());
      case INTS -> attribute.getIntsList().toString();
      default -> attribute.getS().toStringUtf8();
    };
  }

  /// A shape, or the elements of a short list of integers.
  private static String text(TensorProto weights) {
    long size = weights.getDimsList().stream().reduce(1L, (a, b) -> a * b);
    if (weights.getDataType() == DataTypes.code(DType.INT64) && size <= 16) {
      LongBuffer values =
          weights.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
      List<Long> list = new ArrayList<>();
      while (values.hasRemaining()) {
        list.add(values.get());
      }
      return "=" + list;
    }
    return weights.getDimsList().toString().replace(" ", "");
  }
}
