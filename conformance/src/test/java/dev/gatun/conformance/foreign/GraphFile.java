package dev.gatun.conformance.foreign;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxData;
import dev.gatun.conformance.onnx.OnnxFile;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One of Gatun's graphs, written as an ONNX file. */
final class GraphFile {
  /** Has every operator that the contracts use; a group's scales go by channel from here on. */
  private static final int OPSET = 21;

  private final Graph graph;
  private final OnnxFile file;
  private int made;

  private GraphFile(Graph graph) {
    this.graph = graph;
    this.file = new OnnxFile(graph.name(), OPSET);
  }

  /** The file of a graph whose operators {@link OnnxNodes#knows}. */
  static OnnxFile of(Graph graph) {
    GraphFile writer = new GraphFile(graph);
    for (String input : graph.inputs()) {
      TensorType type = writer.type(input);
      writer.file.input(input, type.dtype(), dims(type));
    }
    graph.constants().forEach((name, tensor) -> writer.file.initializer(name, OnnxData.of(tensor)));
    for (Node node : graph.nodes()) {
      new OnnxNodes(writer, node).write();
    }
    for (String output : graph.outputs()) {
      TensorType type = writer.type(output);
      writer.file.output(output, type.dtype(), dims(type));
    }
    return writer.file;
  }

  private static String[] dims(TensorType type) {
    return Arrays.stream(type.shape().toArray()).mapToObj(Long::toString).toArray(String[]::new);
  }

  private TensorType type(String value) {
    return Objects.requireNonNull(graph.type(value), "every value of a compiled graph has a type");
  }

  Shape shape(String value) {
    return type(value).shape();
  }

  /** A name that no value has. */
  String fresh() {
    return "made by the writer " + made++;
  }

  /** A constant that the graph does not have. */
  String constant(Tensor tensor) {
    String name = fresh();
    file.initializer(name, OnnxData.of(tensor));
    return name;
  }

  /** A constant list of integers. */
  String constant(Ints integers) {
    long[] elements = integers.toArray();
    return constant(Tensor.of(elements, elements.length));
  }

  /** A node of one result. */
  void node(String type, List<String> reads, String gives, Attributes attributes) {
    node(type, reads, List.of(gives), attributes);
  }

  /**
   * A node. Inputs that are left out at the end are not written: ONNX Runtime 1.29 dies in a layer
   * normalisation whose shift is there with an empty name.
   */
  void node(String type, List<String> reads, List<String> gives, Attributes attributes) {
    int count = reads.size();
    while (count > 0 && reads.get(count - 1).equals(Node.ABSENT)) {
      count--;
    }
    file.node(OnnxFile.node(type, reads.subList(0, count), gives, attributes));
  }
}
