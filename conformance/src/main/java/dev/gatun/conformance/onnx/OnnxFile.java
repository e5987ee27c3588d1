package dev.gatun.conformance.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.gatun.DType;
import dev.gatun.LimitExceededException;
import dev.gatun.Tensor;
import dev.gatun.onnx.DataTypes;
import dev.gatun.onnx.proto.FunctionProto;
import dev.gatun.onnx.proto.GraphProto;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import dev.gatun.onnx.proto.OperatorSetIdProto;
import dev.gatun.onnx.proto.StringStringEntryProto;
import dev.gatun.onnx.proto.TensorProto;
import dev.gatun.onnx.proto.TensorShapeProto;
import dev.gatun.onnx.proto.TypeProto;
import dev.gatun.onnx.proto.ValueInfoProto;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An ONNX model to be written: nodes in the order in which they run, and initialisers whose
/// elements are asked for only while the file is written.
///
/// ```java
/// OnnxFile file =
///     new OnnxFile("scaled", 17)
///         .input("x", DType.FLOAT32, "N", "3")
///         .initializer("w", OnnxData.of(Tensor.scalar(2f)))
///         .node(OnnxFile.node("Mul", List.of("x", "w"), List.of("y"), Attributes.none()))
///         .output("y", DType.FLOAT32, "N", "3");
/// file.write(Path.of("scaled.onnx"));
/// ```
public final class OnnxFile {
  /// The file format that came with opset 17.
  private static final int IR_VERSION = 8;

  private final ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(IR_VERSION);
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<String, OnnxData> initializers = new LinkedHashMap<>();

  /// A model without nodes.
  ///
  /// @param name the graph's name
  /// @param opset version of the standard operators
  public OnnxFile(String name, int opset) {
    graph.setName(name);
    opset("", opset);
  }

  /// Says that nodes of another domain are used.
  ///
  /// @param domain of the nodes
  /// @param version of its operators
  /// @return this file
  public OnnxFile opset(String domain, int version) {
    model.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version));
    return this;
  }

  /// Says who wrote the file.
  ///
  /// @param name of the program
  /// @return this file
  public OnnxFile producer(String name) {
    model.setProducerName(name);
    return this;
  }

  /// Adds a line for people.
  ///
  /// @param key what it is about
  /// @param value what it says
  /// @return this file
  public OnnxFile metadata(String key, String value) {
    model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    return this;
  }

  /// Adds an input.
  ///
  /// @param name of the value
  /// @param dtype element type
  /// @param dims extents, as numbers, as symbols such as `N`, or empty where nothing is said
  /// @return this file
  public OnnxFile input(String name, DType dtype, String... dims) {
    graph.addInput(value(name, dtype, dims));
    return this;
  }

  /// Adds an output.
  ///
  /// @param name of the value
  /// @param dtype element type
  /// @param dims extents, as numbers, as symbols such as `N`, or empty where nothing is said
  /// @return this file
  public OnnxFile output(String name, DType dtype, String... dims) {
    graph.addOutput(value(name, dtype, dims));
    return this;
  }

  /// Adds weights.
  ///
  /// @param name of the value
  /// @param data the elements
  /// @return this file
  public OnnxFile initializer(String name, OnnxData data) {
    initializers.put(name, data);
    return this;
  }

  /// Adds a node; those it reads from must have been added before.
  ///
  /// @param node the node
  /// @return this file
  public OnnxFile node(NodeProto node) {
    graph.addNode(node);
    return this;
  }

  /// Adds a function, which nodes of its domain and name call.
  ///
  /// @param function its body
  /// @return this file
  public OnnxFile function(FunctionProto function) {
    model.addFunctions(function);
    return this;
  }

  /// A node of the standard domain.
  ///
  /// @param type operator
  /// @param inputs values by place, empty where one is left out
  /// @param outputs values by place
  /// @param attributes its attributes
  /// @return the node, named as its first output
  public static NodeProto node(
      String type, List<String> inputs, List<String> outputs, Attributes attributes) {
    return NodeProto.newBuilder()
        .setName(outputs.getFirst())
        .setOpType(type)
        .addAllInput(inputs)
        .addAllOutput(outputs)
        .addAllAttribute(attributes.messages())
        .build();
  }

  /// A value's name and type, for inputs and outputs of graphs and bodies.
  ///
  /// @param name of the value
  /// @param dtype element type
  /// @param dims extents, as numbers, as symbols such as `N`, or empty where nothing is said
  /// @return the message
  public static ValueInfoProto value(String name, DType dtype, String... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String dim : dims) {
      TensorShapeProto.Dimension.Builder message = shape.addDimBuilder();
      if (dim.isEmpty()) {
        continue; // nothing is said
      }
      if (dim.chars().allMatch(Character::isDigit)) {
        message.setDimValue(Long.parseLong(dim));
      } else {
        message.setDimParam(dim);
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataTypes.code(dtype)).setShape(shape);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /// Writes the file. It appears under its name only when it is complete.
  ///
  /// @param path where to; a file of that name is replaced
  /// @throws IOException if it cannot be written
  /// @throws LimitExceededException if it would be larger than 2 GiB
  public void write(Path path) throws IOException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        writeTo(out);
      }
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// The file's content.
  ///
  /// @return the bytes
  /// @throws LimitExceededException if there are more than 2 GiB
  public byte[] toByteArray() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory took no bytes", e);
    }
    return bytes.toByteArray();
  }

  /// Protobuf lets a message be written in parts, one after the other, so that only the small parts
  /// go through its classes. What stands around the weights' bytes are their lengths.
  private void writeTo(OutputStream stream) throws IOException {
    byte[] nodes = graph.build().toByteArray();
    List<Weights> weights = new ArrayList<>();
    long length = nodes.length;
    for (Map.Entry<String, OnnxData> entry : initializers.entrySet()) {
      Weights each = new Weights(head(entry.getKey(), entry.getValue()), entry.getValue());
      weights.add(each);
      length +=
          CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
              + CodedOutputStream.computeUInt64SizeNoTag(each.bytes())
              + each.bytes();
    }
    if (length > Integer.MAX_VALUE) {
      throw new LimitExceededException(
          "ONNX file: got "
              + length
              + " bytes, required 2 GiB at most, which is all that protobuf's readers take");
    }

    CodedOutputStream out = CodedOutputStream.newInstance(stream);
    out.writeRawBytes(model.build().toByteArray());
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(length);
    out.writeRawBytes(nodes);
    for (Weights each : weights) {
      out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      out.writeUInt64NoTag(each.bytes());
      out.writeRawBytes(each.head());
      out.flush();
      each.data().writeTo(stream);
    }
    out.flush();
  }

  /// A tensor's message up to its elements.
  private static byte[] head(String name, OnnxData data) throws IOException {
    TensorProto.Builder message = TensorProto.newBuilder().setName(name);
    message.setDataType(DataTypes.code(data.dtype()));
    for (long extent : data.shape().toArray()) {
      message.addDims(extent);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeRawBytes(message.build().toByteArray());
    out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt64NoTag(bytes(data));
    out.flush();
    return bytes.toByteArray();
  }

  private static long bytes(OnnxData data) {
    return Tensor.byteSize(data.dtype(), data.shape());
  }

  /// A tensor's message in two parts.
  ///
  /// @param head all but the elements
  /// @param data the elements
  private record Weights(byte[] head, OnnxData data) {
    long bytes() {
      return head.length + OnnxFile.bytes(data);
    }
  }
}
