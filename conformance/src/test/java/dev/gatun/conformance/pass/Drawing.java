package dev.gatun.conformance.pass;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.infer.Inference;
import dev.gatun.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A graph with random constants, in a few lines.
///
/// ```java
/// Graph g = new Drawing(1).input("x", 1, 3).random("k", 3).node("y", Binary.of(ADD), "x", "k").graph("y");
/// ```
final class Drawing {
  private final Random random;
  private final List<String> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();

  Drawing(long seed) {
    this.random = new Random(seed);
  }

  /// A FLOAT32 graph input.
  Drawing input(String name, long... dims) {
    inputs.add(name);
    types.put(name, TensorType.of(DType.FLOAT32, Shape.of(dims)));
    return this;
  }

  /// A scalar.
  Drawing number(String name, double value) {
    constants.put(name, Tensor.scalar((float) value));
    return this;
  }

  /// A constant with elements between −1 and 1.
  Drawing random(String name, long... dims) {
    constants.put(name, random(Shape.of(dims), -1, 1, random));
    return this;
  }

  /// A constant with elements between ½ and 2, for variances and divisors.
  Drawing positive(String name, long... dims) {
    constants.put(name, random(Shape.of(dims), 0.5, 2, random));
    return this;
  }

  Drawing node(String output, Op op, String... reads) {
    return node(List.of(output), op, reads);
  }

  Drawing node(List<String> results, Op op, String... reads) {
    nodes.add(new Node("", op, List.of(reads), results));
    return this;
  }

  /// The graph with every type that shape inference finds.
  Graph graph(String... outputs) {
    return Inference.infer(new Graph("drawing", nodes, inputs, List.of(outputs), types, constants));
  }

  static Tensor random(Shape shape, double low, double high, Random random) {
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.setDouble(i, low + (high - low) * random.nextDouble());
    }
    return tensor;
  }
}
