package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.graphs.PointwiseLayer.Function;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.List;

/// Draws single layers for a value `[N, C, …]`. What is drawn need not fit.
final class RandomLayers {
  private static final List<Function> COMMON =
      List.of(
          Function.RELU,
          Function.RELU,
          Function.CLIP,
          Function.SIGMOID,
          Function.HARD_SWISH,
          Function.LEAKY_RELU);

  private final Dice dice;

  RandomLayers(Dice dice) {
    this.dice = dice;
  }

  Layer activation() {
    return new PointwiseLayer(
        dice.oneIn(3) ? dice.of(List.of(Function.values())) : dice.of(COMMON));
  }

  Layer norm() {
    return new NormLayer(
        dice.oneIn(4) ? dice.of(List.of(NormLayer.Kind.values())) : NormLayer.Kind.BATCH);
  }

  /// A convolution of any form.
  Layer conv(Shape x) {
    if (dice.oneIn(4)) {
      return depthwise(x);
    }
    Window window = window(x, dice.oneIn(3) ? 1 : dice.of(2, 3, 3, 3, 5, 7));
    int inC = x.intDim(1);
    int groups = dice.oneIn(4) ? dice.of(2, 3, 4, inC) : 1;
    int outC = groups * dice.between(1, Math.max(1, 40 / groups));
    if (dice.oneIn(3)) {
      outC = dice.of(8, 16, 17, 32, 64); // multiples of a vector, and one more
    }
    return new ConvLayer(
        outC, inC % groups == 0 && outC % groups == 0 ? groups : 1, window, bias());
  }

  Layer depthwise(Shape x) {
    return new DepthwiseLayer(dice.oneIn(5) ? 2 : 1, window(x, dice.of(2, 3, 3, 5)), bias());
  }

  /// A convolution that changes only the number of channels.
  Layer project(Shape x, int outC) {
    return new ConvLayer(outC, 1, window(x.rank() - 2, 1), bias());
  }

  /// A convolution with an odd kernel that keeps extents.
  Layer same(Shape x, int outC) {
    int kernel = dice.of(1, 3, 3, 5);
    int dilation = dice.oneIn(4) ? 2 : 1;
    return new ConvLayer(
        outC,
        1,
        window(x.rank() - 2, kernel).withDilation(dilation).withPad((kernel - 1L) / 2 * dilation),
        bias());
  }

  Layer transposed(Shape x) {
    int inC = x.intDim(1);
    int groups = dice.oneIn(3) ? dice.of(2, inC) : 1;
    int kernel = dice.between(1, 4);
    Window window =
        window(x.rank() - 2, kernel)
            .withStride(dice.between(1, 3))
            .withDilation(dice.oneIn(5) ? 2 : 1)
            .withPad(dice.below(kernel));
    return new TransposedLayer(
        groups * dice.between(1, Math.max(1, 20 / groups)), groups, window, dice.below(2), bias());
  }

  Layer pool(Shape x) {
    return new PoolLayer(
        !dice.oneIn(2), window(x, dice.of(2, 3, 3, 5)), dice.oneIn(3), dice.oneIn(2));
  }

  Layer resize() {
    List<String> transforms =
        List.of("asymmetric", "half_pixel", "align_corners", "pytorch_half_pixel");
    return new ResizeLayer(dice.oneIn(2), dice.of(transforms), dice.between(2, 3), dice.oneIn(3));
  }

  Layer border() {
    return new BorderLayer(
        dice.of(List.of("constant", "constant", "reflect", "edge", "slice")),
        dice.below(3),
        dice.below(3));
  }

  Layer move() {
    return new MoveLayer(dice.of(List.of(MoveLayer.Kind.values()).subList(2, 8)));
  }

  Layer scale() {
    return new ScaleLayer(
        dice.of(List.of("Mul", "Add", "Sub", "Div", "Max", "Min")), dice.oneIn(2), false);
  }

  private boolean bias() {
    return !dice.oneIn(3);
  }

  private static Window window(int rank, int kernel) {
    return Window.of(Ints.repeat(rank, kernel).toArray());
  }

  /// A window that mostly keeps extents, and otherwise has anything but automatic pads where it is
  /// dilated: of those ONNX Runtime 1.29 refuses convolutions, and pads pools as if they were not
  /// dilated, against the operator's text.
  private Window window(Shape x, int kernel) {
    int rank = x.rank() - 2;
    if (rank == 2 && dice.oneIn(8)) { // as Inception's rows and columns
      boolean row = dice.oneIn(2);
      Window line = row ? Window.of(1, kernel) : Window.of(kernel, 1);
      long half = kernel / 2;
      return line.withPads(Ints.of(row ? 0 : half, row ? half : 0), Ints.of(0, 0));
    }
    Window window = window(rank, kernel);
    if (dice.oneIn(3)) {
      window = window.withStride(dice.of(2, 2, 3));
    } else if (dice.oneIn(4)) {
      window = window.withDilation(dice.of(2, 3));
    }
    return switch (dice.below(window.dilations().all(1) ? 6 : 5)) {
      case 0 -> window;
      case 1 -> window.withPads(pads(rank, kernel), pads(rank, kernel));
      case 5 ->
          new Window(
              window.kernel(),
              window.strides(),
              window.dilations(),
              window.padsBegin(),
              window.padsEnd(),
              dice.oneIn(2) ? AutoPad.SAME_UPPER : AutoPad.SAME_LOWER);
      default -> window.withPad((kernel - 1) / 2 * window.dilations().get(0));
    };
  }

  private Ints pads(int rank, int kernel) {
    long[] pads = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      pads[axis] = dice.below(kernel);
    }
    return Ints.of(pads);
  }
}
