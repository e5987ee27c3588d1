package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.graphs.PointwiseLayer.Function;
import java.util.ArrayList;
import java.util.List;

/// Draws graphs as networks have them: an odd-sized input, blocks that keep, halve or double it,
/// with branches, residuals and gates, and a head.
final class GraphGenerator {
  private static final int[] OPSETS = {9, 11, 13, 15, 17, 18, 20, 21, 22};

  private final Dice dice;
  private final RandomLayers layers;
  private final GraphDraft draft;

  GraphGenerator(long seed) {
    dice = new Dice(seed);
    layers = new RandomLayers(dice);
    draft = new GraphDraft(seed, dice.of(OPSETS));
  }

  RandomGraph draw() {
    int value = input();
    if (dice.oneIn(8)) { // two stems
      value = join(List.of(value, input(draft.shape(value))));
    }
    int blocks = dice.between(1, 7);
    int middle = value;
    for (int i = 0; i < blocks || !draft.results().contains(value); i++) {
      middle = dice.oneIn(2) ? value : middle;
      value = block(value);
    }
    value = head(value);
    List<Integer> outputs = new ArrayList<>();
    outputs.add(value);
    if (dice.oneIn(4) && middle != value && draft.results().contains(middle)) {
      outputs.add(middle);
    }
    return draft.graph(outputs);
  }

  private int input() {
    int rank = dice.oneIn(7) ? dice.of(1, 3) : 2;
    long[] dims = new long[rank + 2];
    dims[0] = dice.oneIn(3) ? dice.between(2, 3) : 1;
    dims[1] = dice.of(1, 2, 3, 3, 4, 5, 7, 8, 16, 19, 32);
    for (int axis = 2; axis < dims.length; axis++) {
      dims[axis] = dice.between(rank == 3 ? 2 : 3, rank == 1 ? 60 : rank == 2 ? 21 : 7);
    }
    return input(Shape.of(dims));
  }

  /// An input of which the file says all extents, all but the batch, or none but the channels.
  private int input(Shape shape) {
    List<String> dims = new ArrayList<>();
    int open = dice.below(3);
    for (int axis = 0; axis < shape.rank(); axis++) {
      boolean symbol = axis == 0 ? open > 0 : axis > 1 && open > 1;
      dims.add(symbol ? List.of("N", "", "D", "H", "W").get(axis) : Long.toString(shape.dim(axis)));
    }
    return draft.input(shape, dims);
  }

  private int block(int x) {
    return switch (dice.below(16)) {
      case 0, 1, 2, 3 -> convolution(x);
      case 4, 5 -> residual(x);
      case 6, 7 -> branches(x);
      case 8 -> gate(x);
      case 9 -> draft.add(layers.pool(draft.shape(x)), x);
      case 10 -> inverted(x);
      case 11 -> activated(draft.add(layers.transposed(draft.shape(x)), x));
      case 12 -> draft.add(layers.resize(), x);
      case 13 -> draft.add(layers.border(), x);
      case 14 -> draft.add(layers.move(), x);
      default -> plain(x);
    };
  }

  private int activated(int x) {
    int value = dice.oneIn(2) ? draft.add(layers.norm(), x) : x;
    return dice.oneIn(4) ? value : draft.add(layers.activation(), value);
  }

  private int convolution(int x) {
    return activated(draft.add(layers.conv(draft.shape(x)), x));
  }

  /// Two convolutions and what they read, as in ResNet.
  private int residual(int x) {
    Shape shape = draft.shape(x);
    int inner = activated(draft.add(layers.same(shape, dice.between(1, 24)), x));
    int sum = draft.add(layers.same(draft.shape(inner), shape.intDim(1)), inner);
    if (dice.oneIn(2)) {
      sum = draft.add(layers.norm(), sum);
    }
    String type = dice.oneIn(5) ? dice.of(List.of("Sub", "Max", "Min", "Sum")) : "Add";
    sum = sum == x ? x : dice.oneIn(2) ? combine(type, sum, x) : combine(type, x, sum);
    return dice.oneIn(3) ? sum : draft.add(layers.activation(), sum);
  }

  private int combine(String type, int a, int b) {
    return draft.add(new CombineLayer(type), a, b);
  }

  /// Several ways to one concatenation, as in Inception.
  private int branches(int x) {
    List<Integer> parts = new ArrayList<>();
    int count = dice.between(2, 4);
    for (int i = 0; i < count; i++) {
      int part = draft.add(layers.same(draft.shape(x), dice.between(1, 17)), x);
      if (dice.oneIn(2)) {
        part = activated(part);
      }
      if (dice.oneIn(3)) {
        part = draft.add(layers.same(draft.shape(part), dice.between(1, 17)), part);
      }
      parts.add(part);
    }
    if (dice.oneIn(3)) {
      parts.set(dice.below(count), x);
    }
    return join(parts);
  }

  private int join(List<Integer> parts) {
    return draft.add(new ConcatLayer(1), parts.toArray(Integer[]::new));
  }

  /// Channels weighed by a number from all of space, as in squeeze-and-excitation.
  private int gate(int x) {
    Shape shape = draft.shape(x);
    int squeezed =
        draft.add(
            dice.oneIn(2)
                ? new ReduceLayer("ReduceMean", 2, 0, true)
                : new ReduceLayer("GlobalAveragePool", 2, 0, true),
            x);
    int narrow = draft.add(layers.project(draft.shape(squeezed), dice.between(1, 8)), squeezed);
    narrow = draft.add(new PointwiseLayer(Function.RELU), narrow);
    int wide = draft.add(layers.project(draft.shape(narrow), shape.intDim(1)), narrow);
    Function function = dice.oneIn(2) ? Function.SIGMOID : Function.HARD_SIGMOID;
    return combine("Mul", x, draft.add(new PointwiseLayer(function), wide));
  }

  /// Wide, depthwise, narrow, and what it read, as in MobileNet V2.
  private int inverted(int x) {
    Shape shape = draft.shape(x);
    int wide = activated(draft.add(layers.project(shape, 2 * shape.intDim(1)), x));
    int deep = activated(draft.add(layers.depthwise(draft.shape(wide)), wide));
    int narrow = draft.add(layers.project(draft.shape(deep), shape.intDim(1)), deep);
    return draft.shape(narrow).equals(shape) ? combine("Add", x, narrow) : narrow;
  }

  private int plain(int x) {
    return switch (dice.below(4)) {
      case 0 -> draft.add(layers.scale(), x);
      case 1 -> draft.add(layers.norm(), x);
      case 2 -> { // SiLU
        int gate = draft.add(new PointwiseLayer(Function.SIGMOID), x);
        yield combine("Mul", x, gate);
      }
      default -> draft.add(layers.activation(), x);
    };
  }

  private int head(int x) {
    return switch (dice.below(5)) {
      case 0 -> dense(draft.add(new MoveLayer(flattening()), pooled(x)));
      case 1 -> dense(draft.add(new MoveLayer(flattening()), x));
      case 2 -> {
        String type = dice.of(List.of("ReduceMean", "ReduceMax", "ReduceSum", "ReduceL2"));
        int from = dice.between(1, 2);
        yield draft.add(new ReduceLayer(type, from, dice.of(0, from + 1), dice.oneIn(2)), x);
      }
      case 3 -> draft.add(new SoftmaxLayer(dice.oneIn(3), 1), x);
      default -> x;
    };
  }

  private MoveLayer.Kind flattening() {
    return dice.oneIn(2) ? MoveLayer.Kind.FLATTEN : MoveLayer.Kind.RESHAPE;
  }

  private int pooled(int x) {
    return draft.add(
        new ReduceLayer(dice.oneIn(3) ? "GlobalMaxPool" : "GlobalAveragePool", 2, 0, true), x);
  }

  private int dense(int x) {
    int value = x;
    for (int i = dice.between(1, 2); i > 0; i--) {
      GemmLayer gemm =
          new GemmLayer(
              dice.between(1, 40),
              dice.oneIn(2),
              dice.oneIn(4),
              dice.oneIn(3) ? 0.5f : 1,
              dice.oneIn(4) ? 0 : 1);
      value = draft.add(gemm, value);
      value = dice.oneIn(2) ? draft.add(layers.activation(), value) : value;
    }
    return dice.oneIn(3) ? draft.add(new SoftmaxLayer(dice.oneIn(2), 1), value) : value;
  }
}
