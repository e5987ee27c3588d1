package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.graphs.RandomGraph.Input;
import dev.gatun.conformance.graphs.RandomGraph.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A graph that grows: layers are added where they fit, and left out where they do not.
final class GraphDraft {
  /// Elements that a value may have, so that the reference takes milliseconds.
  private static final long MOST_ELEMENTS = 12_000;

  private final long seed;
  private final int opset;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, Shape> shapes = new LinkedHashMap<>();

  GraphDraft(long seed, int opset) {
    this.seed = seed;
    this.opset = opset;
  }

  /// Adds an input.
  ///
  /// @return its number
  int input(Shape shape, List<String> dims) {
    int value = shapes.size();
    inputs.add(new Input(value, shape, dims));
    shapes.put(value, shape);
    return value;
  }

  /// Adds a layer.
  ///
  /// @return its result's number, or that of the first value that it was to read where it does not
  ///   fit
  int add(Layer layer, Integer... reads) {
    Shape shape = layer.shape(Arrays.stream(reads).map(this::shape).toList(), opset);
    if (shape == null || shape.size() == 0 || shape.size() > MOST_ELEMENTS) {
      return reads[0];
    }
    int value = shapes.size();
    steps.add(new Step(value, layer, List.of(reads)));
    shapes.put(value, shape);
    return value;
  }

  /// The shape of a value.
  Shape shape(int value) {
    return Objects.requireNonNull(shapes.get(value), "a value that was added");
  }

  /// Values that layers gave, the oldest first.
  List<Integer> results() {
    return steps.stream().map(Step::value).toList();
  }

  /// The graph of some results.
  RandomGraph graph(List<Integer> outputs) {
    return Objects.requireNonNull(
        RandomGraph.of(seed, opset, inputs, steps, outputs), "every layer was found to fit");
  }
}
