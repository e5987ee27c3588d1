package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.onnx.OnnxData;
import dev.gatun.conformance.onnx.OnnxFile;
import java.util.List;

/// Where one layer of a graph is written: its place in the file, and names that no other layer has.
///
/// @param file receives nodes and weights
/// @param seed of the graph
/// @param opset version of the operators
/// @param inputs names of the values that the layer reads
/// @param shapes their shapes
/// @param output name of its result
record LayerWriter(
    OnnxFile file, long seed, int opset, List<String> inputs, List<Shape> shapes, String output) {

  /// The first input's name.
  String x() {
    return inputs.getFirst();
  }

  /// The first input's shape.
  Shape shape() {
    return shapes.getFirst();
  }

  /// A name for a value inside the layer.
  String inner(String suffix) {
    return output + "." + suffix;
  }

  /// A node that gives the layer's result.
  void node(String type, List<String> reads, Attributes attributes) {
    node(type, reads, List.of(output), attributes);
  }

  /// A node inside the layer.
  void node(String type, List<String> reads, List<String> gives, Attributes attributes) {
    file.node(OnnxFile.node(type, reads, gives, attributes));
  }

  /// Weights of mean 0 that keep the scale of what they are multiplied with.
  ///
  /// @param fanIn how many products each result sums
  String weights(String suffix, Shape shape, double fanIn) {
    double bound = 1.3 * Math.sqrt(3 / Math.max(1, fanIn));
    return uniform(suffix, shape, -bound, bound);
  }

  /// Numbers drawn evenly from an interval.
  String uniform(String suffix, Shape shape, double low, double high) {
    String name = inner(suffix);
    return tensor(suffix, RandomNumbers.uniform(seed, name, shape, low, high));
  }

  /// A list of integers.
  String ints(String suffix, long... values) {
    return tensor(suffix, Tensor.of(values, values.length));
  }

  /// A constant.
  String tensor(String suffix, Tensor tensor) {
    String name = inner(suffix);
    file.initializer(name, OnnxData.of(tensor));
    return name;
  }
}
