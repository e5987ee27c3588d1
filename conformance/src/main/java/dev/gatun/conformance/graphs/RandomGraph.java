package dev.gatun.conformance.graphs;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.OnnxFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A graph as it was drawn, or as a shrinker left it: layers on values that have numbers. Weights
/// and inputs follow from the seed and the number of the value that they belong to, so that taking
/// a layer away changes no other layer's.
public final class RandomGraph {
  /// An input: its number, its extents in a run, and what the file says of them.
  record Input(int value, Shape shape, List<String> dims) {
    Input {
      dims = List.copyOf(dims);
    }

    /// An input of which the file says all.
    static Input of(int value, Shape shape) {
      List<String> dims = new ArrayList<>();
      for (long extent : shape.toArray()) {
        dims.add(Long.toString(extent));
      }
      return new Input(value, shape, dims);
    }
  }

  /// A layer, the number of its result, and the numbers of what it reads.
  record Step(int value, Layer layer, List<Integer> reads) {
    Step {
      reads = List.copyOf(reads);
    }
  }

  private final long seed;
  private final int opset;
  private final List<Input> inputs;
  private final List<Step> steps;
  private final List<Integer> outputs;
  private final Map<Integer, Shape> shapes = new LinkedHashMap<>();

  private RandomGraph(
      long seed, int opset, List<Input> inputs, List<Step> steps, List<Integer> outputs) {
    this.seed = seed;
    this.opset = opset;
    this.inputs = List.copyOf(inputs);
    this.steps = List.copyOf(steps);
    this.outputs = List.copyOf(outputs);
  }

  /// The graph of a seed.
  ///
  /// @param seed any number
  /// @return always the same graph
  public static RandomGraph of(long seed) {
    return new GraphGenerator(seed).draw();
  }

  /// A graph of the layers that its results need.
  ///
  /// @return the graph, or null where a layer does not fit, or nothing is computed
  static @Nullable RandomGraph of(
      long seed, int opset, List<Input> inputs, List<Step> steps, List<Integer> outputs) {
    Set<Integer> wanted = new HashSet<>(outputs);
    for (Step step : steps.reversed()) {
      if (wanted.contains(step.value)) {
        wanted.addAll(step.reads);
      }
    }
    RandomGraph graph =
        new RandomGraph(
            seed,
            opset,
            inputs.stream().filter(input -> wanted.contains(input.value)).toList(),
            steps.stream().filter(step -> wanted.contains(step.value)).toList(),
            outputs);
    return graph.findShapes() ? graph : null;
  }

  private boolean findShapes() {
    inputs.forEach(input -> shapes.put(input.value, input.shape));
    for (Step step : steps) {
      if (!step.reads.stream().allMatch(shapes::containsKey)) {
        return false;
      }
      Shape shape = step.layer.shape(shapes(step), opset);
      if (shape == null || shape.size() == 0) {
        return false;
      }
      shapes.put(step.value, shape);
    }
    return !steps.isEmpty()
        && outputs.stream().allMatch(shapes::containsKey)
        && inputs.stream().noneMatch(input -> outputs.contains(input.value));
  }

  private List<Shape> shapes(Step step) {
    return step.reads.stream().map(this::shape).toList();
  }

  /// The shape of a value.
  Shape shape(int value) {
    return Objects.requireNonNull(shapes.get(value), "checked when the graph was made");
  }

  /// What it was drawn from.
  ///
  /// @return the seed
  public long seed() {
    return seed;
  }

  /// The version of the operators.
  ///
  /// @return an opset of the standard domain
  public int opset() {
    return opset;
  }

  /// How large it is.
  ///
  /// @return the number of layers, each of one node or a few
  public int size() {
    return steps.size();
  }

  List<Input> inputs() {
    return inputs;
  }

  List<Step> steps() {
    return steps;
  }

  List<Integer> outputs() {
    return outputs;
  }

  /// What a run is given, in the order of the graph's inputs.
  ///
  /// @return numbers between −1 and 1 that follow from the seed
  public List<Tensor> data() {
    return inputs.stream()
        .map(input -> RandomNumbers.uniform(seed, name(input.value), input.shape, -1, 1))
        .toList();
  }

  /// The graph as a file.
  ///
  /// @return an ONNX model
  public OnnxFile file() {
    OnnxFile file =
        new OnnxFile("random " + seed, opset)
            .producer("gatun conformance --graphs")
            .metadata("seed", Long.toString(seed));
    for (Input input : inputs) {
      file.input(name(input.value), DType.FLOAT32, input.dims.toArray(String[]::new));
    }
    for (Step step : steps) {
      List<String> reads = step.reads.stream().map(RandomGraph::name).toList();
      step.layer.write(new LayerWriter(file, seed, opset, reads, shapes(step), name(step.value)));
    }
    for (int output : outputs) {
      String[] unknown = new String[shape(output).rank()];
      Arrays.fill(unknown, "");
      file.output(name(output), DType.FLOAT32, unknown);
    }
    return file;
  }

  private static String name(int value) {
    return "v" + value;
  }
}
