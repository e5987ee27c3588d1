package dev.gatun.onnx;

import com.google.protobuf.ByteString;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.onnx.proto.AttributeProto;
import dev.gatun.onnx.proto.AttributeProto.AttributeType;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.util.List;

/// Builds small ONNX files for tests.
final class Onnx {
  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int BOOL = 9;
  static final int DOUBLE = 11;

  private Onnx() {}

  /// A graph that takes float inputs of unknown rank and gives out `y`.
  static GraphProto.Builder graph(String... inputs) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    for (String input : inputs) {
      graph.addInput(value(input, FLOAT));
    }
    return graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
  }

  static ModelProto.Builder model(int opset, GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setGraph(graph)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
  }

  static Model load(ModelProto.Builder model) {
    return Model.parse(model.build().toByteArray());
  }

  static Model load(ModelProto.Builder model, LoadOptions options) {
    return Model.parse(ByteBuffer.wrap(model.build().toByteArray()), options);
  }

  static Graph load(int opset, GraphProto.Builder graph) {
    return load(model(opset, graph)).graph();
  }

  /// The node that one ONNX node over float inputs becomes.
  static Node only(int opset, GraphProto.Builder graph) {
    List<Node> nodes = load(opset, graph).nodes();
    if (nodes.size() != 1) {
      throw new AssertionError("expected one node, got " + nodes);
    }
    return nodes.getFirst();
  }

  static NodeProto.Builder node(String type, String inputs, String outputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type);
    names(inputs).forEach(node::addInput);
    names(outputs).forEach(node::addOutput);
    return node;
  }

  /// Names between single spaces; `_` stands for one that is left out.
  private static List<String> names(String spaced) {
    return spaced.isEmpty()
        ? List.of()
        : List.of(spaced.split(" ")).stream().map(n -> n.equals("_") ? "" : n).toList();
  }

  // values

  /// A value of unknown rank.
  static ValueInfoProto value(String name, int type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(type)))
        .build();
  }

  static ValueInfoProto value(String name, int type, long... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dim : dims) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(dim));
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  // tensors

  static TensorProto.Builder tensor(String name, int type, long... dims) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  static TensorProto.Builder raw(String name, int type, byte[] data, long... dims) {
    return tensor(name, type, dims).setRawData(ByteString.copyFrom(data));
  }

  static TensorProto ints(String name, long... values) {
    TensorProto.Builder tensor = tensor(name, INT64, values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  static TensorProto scalar(String name, long value) {
    return tensor(name, INT64).addInt64Data(value).build();
  }

  static TensorProto floats(String name, float... values) {
    TensorProto.Builder tensor = tensor(name, FLOAT, values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  static TensorProto scalar(String name, float value) {
    return tensor(name, FLOAT).addFloatData(value).build();
  }

  /// Weights of zeros.
  static TensorProto zeros(String name, long... dims) {
    long size = 4;
    for (long dim : dims) {
      size *= dim;
    }
    return raw(name, FLOAT, new byte[(int) size], dims).build();
  }

  // attributes

  static AttributeProto attr(String name, long value) {
    return named(name, AttributeType.INT).setI(value).build();
  }

  static AttributeProto attr(String name, float value) {
    return named(name, AttributeType.FLOAT).setF(value).build();
  }

  static AttributeProto attr(String name, String value) {
    return named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto attr(String name, TensorProto value) {
    return named(name, AttributeType.TENSOR).setT(value).build();
  }

  static AttributeProto list(String name, long... values) {
    AttributeProto.Builder attribute = named(name, AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto list(String name, float... values) {
    AttributeProto.Builder attribute = named(name, AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  static AttributeProto list(String name, String... values) {
    AttributeProto.Builder attribute = named(name, AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }

  private static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
