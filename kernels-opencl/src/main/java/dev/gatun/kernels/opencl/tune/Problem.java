package dev.gatun.kernels.opencl.tune;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A small graph of floats with inputs, and the outputs that it must give.
///
/// @param name for people
/// @param graph its outputs' names are for people, too
/// @param inputs one for each of the graph
/// @param expected one for each output
record Problem(String name, Graph graph, List<Tensor> inputs, List<Tensor> expected) {
  private static final long SEED = 7;

  /// Puts a problem together.
  static final class Builder {
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Tensor> solved = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    /// Adds an input.
    ///
    /// @return its values, random in [−1, 1)
    float[] input(String name, long... extents) {
      return draw(inputs, name, extents);
    }

    /// Adds a constant.
    ///
    /// @return its values, random in [−1, 1)
    float[] constant(String name, long... extents) {
      return draw(constants, name, extents);
    }

    private float[] draw(Map<String, Tensor> where, String name, long... extents) {
      long size = 1;
      for (long extent : extents) {
        size *= extent;
      }
      float[] values = new float[Math.toIntExact(size)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (random.nextInt() >> 8) * 0x1p-23f;
      }
      Tensor tensor = Tensor.of(values, extents);
      where.put(name, tensor);
      types.put(name, TensorType.of(tensor.dtype(), tensor.shape()));
      return values;
    }

    /// Adds an output.
    ///
    /// @param name of the output
    /// @param op computes it
    /// @param reads its inputs, separated by spaces
    /// @param extents of the output
    void output(String name, Op op, String reads, long... extents) {
      types.put(name, TensorType.of(DType.FLOAT32, Shape.of(extents)));
      nodes.add(new Node(name, op, List.of(reads.split(" ", -1)), List.of(name)));
      outputs.add(name);
    }

    /// Adds an output.
    ///
    /// @param expected its elements
    /// @param name of the output
    /// @param op computes it
    /// @param reads its inputs, separated by spaces
    /// @param extents of the output
    void output(float[] expected, String name, Op op, String reads, long... extents) {
      output(name, op, reads, extents);
      solved.add(Tensor.of(expected, extents));
    }

    private Graph graph(String name) {
      return new Graph(name, nodes, List.copyOf(inputs.keySet()), outputs, types, constants);
    }

    /// All outputs came with what is expected.
    Problem solved(String name) {
      return new Problem(name, graph(name), List.copyOf(inputs.values()), solved);
    }

    /// Lets the host compute what is expected.
    Problem solvedBy(Engine host, String name) {
      Graph graph = graph(name);
      List<Tensor> expected = poisoned(graph);
      try (Executable plan = host.compile(graph)) {
        plan.run(List.copyOf(inputs.values()), expected);
      }
      return new Problem(name, graph, List.copyOf(inputs.values()), expected);
    }
  }

  /// Outputs to be filled, every element NaN.
  static List<Tensor> poisoned(Graph graph) {
    List<Tensor> outputs = new ArrayList<>();
    for (String name : graph.outputs()) {
      TensorType type = graph.knownType(name);
      Tensor output = Tensor.allocate(type.dtype(), type.shape());
      output.data().fill((byte) 0xff); // all bits set: NaN
      outputs.add(output);
    }
    return outputs;
  }
}
