package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Convolutions of every form against the reference, through the whole plan.
class PlanConvolutionTest {
  private static final double GATE = 2e-6;

  @ParameterizedTest
  @CsvSource({
    // n, inC, h, w, outC, kernel, stride, pad, dilation, groups, algorithm
    "1, 16, 14, 14, 32, 1, 1, 0, 1, 1, pointwise",
    "2, 24, 7, 9, 40, 1, 1, 0, 1, 1, pointwise",
    "1, 17, 13, 11, 19, 1, 2, 0, 1, 1, direct",
    "1, 32, 14, 14, 64, 3, 1, 1, 1, 1, direct",
    "1, 20, 15, 13, 33, 3, 2, 1, 1, 1, direct",
    "1, 8, 20, 20, 8, 5, 3, 2, 1, 1, direct",
    "1, 16, 17, 17, 16, 3, 1, 2, 2, 1, direct",
    "1, 3, 32, 30, 24, 3, 2, 1, 1, 1, planar",
    "2, 1, 28, 28, 6, 5, 1, 2, 1, 1, planar",
    "1, 4, 23, 23, 7, 7, 4, 3, 1, 1, planar",
    "1, 2, 19, 19, 5, 3, 1, 2, 2, 1, planar",
    "1, 32, 14, 14, 64, 3, 1, 1, 1, 2, direct",
    "1, 12, 9, 9, 20, 3, 1, 1, 1, 4, direct",
    "1, 6, 9, 9, 12, 3, 1, 1, 1, 3, direct",
    "1, 10, 9, 9, 20, 3, 1, 1, 1, 10, direct",
    "1, 32, 14, 14, 32, 3, 1, 1, 1, 32, depthwise",
    "2, 19, 15, 13, 19, 3, 2, 1, 1, 19, depthwise",
    "1, 8, 15, 13, 8, 5, 3, 2, 1, 8, depthwise",
    "1, 16, 15, 13, 16, 3, 1, 2, 2, 16, depthwise",
    // so large that stand-ins take the first runs
    "1, 64, 29, 29, 80, 3, 2, 1, 1, 1, direct",
    "1, 96, 21, 21, 72, 1, 1, 0, 1, 1, pointwise",
    "1, 3, 60, 60, 24, 7, 2, 3, 1, 1, planar",
    "1, 40, 31, 31, 40, 3, 1, 1, 1, 40, depthwise",
  })
  void matchesTheReference(
      int n,
      int inC,
      int h,
      int w,
      int outC,
      int kernel,
      int stride,
      int pad,
      int dilation,
      int groups,
      String algorithm) {
    Conv conv =
        Conv.of(kernel, kernel)
            .withStride(stride)
            .withPad(pad)
            .withDilation(dilation)
            .withGroups(groups)
            .withActivation(Activation.RELU);
    long outH = conv.window().outputExtent(0, h, false);
    long outW = conv.window().outputExtent(1, w, false);
    GraphCase test =
        new GraphCase()
            .input("x", n, inC, h, w)
            .constant("w", outC, inC / groups, kernel, kernel)
            .constant("b", outC)
            .node(conv, List.of("x", "w", "b"), "y", n, outC, outH, outW);
    double error = test.error("y");
    assertTrue(error <= GATE, () -> test.kernel("y") + ": L2 error " + error);
    assertTrue(test.kernel("y").endsWith(algorithm), test.kernel("y"));
  }

  @ParameterizedTest
  @CsvSource({"1, 16, 16, 3", "1, 17, 20, 3", "3, 5, 6, 2", "1, 1, 9, 3"})
  void matchesTheReferenceInOneAndThreeDimensions(int n, int inC, int outC, int kernel) {
    Conv one = Conv.of(kernel).withPad(1);
    Conv three = Conv.of(kernel, kernel, kernel).withPad(1).withStride(2);
    long w = one.window().outputExtent(0, 50, false);
    long d = three.window().outputExtent(0, 7, false);
    GraphCase test =
        new GraphCase()
            .input("x1", n, inC, 50)
            .input("x3", n, inC, 7, 7, 7)
            .constant("w1", outC, inC, kernel)
            .constant("w3", outC, inC, kernel, kernel, kernel)
            .node(one, List.of("x1", "w1"), "y1", n, outC, w)
            .node(three, List.of("x3", "w3"), "y3", n, outC, d, d, d);
    assertTrue(test.error("y1", "y3") <= GATE);
  }

  @ParameterizedTest
  @CsvSource({"RELU", "NONE", "SIGMOID", "SILU", "HARD_SWISH"})
  void addsResidualsBeforeTheActivation(Activation.Kind kind) {
    Activation activation = new Activation(kind, 1, 0);
    Conv dense = Conv.of(3, 3).withPad(1).withActivation(activation);
    Conv depthwise = dense.withGroups(20);
    GraphCase test =
        new GraphCase()
            .input("x", 1, 20, 12, 12)
            .input("r", 1, 20, 12, 12)
            .constant("w", 20, 20, 3, 3)
            .constant("wd", 20, 1, 3, 3)
            .constant("b", 20)
            .node(dense, List.of("x", "w", "b", "r"), "y", 1, 20, 12, 12)
            .node(depthwise, List.of("y", "wd", "", "x"), "z", 1, 20, 12, 12);
    assertTrue(test.error("y", "z") <= 2 * GATE);
  }

  @ParameterizedTest
  @CsvSource({
    // inC, outC, kernel, stride, pad, dilation, groups, outputPadding
    "16, 32, 2, 2, 0, 1, 1, 0",
    "20, 12, 4, 2, 1, 1, 1, 0",
    "8, 8, 3, 2, 1, 1, 1, 1",
    "3, 5, 3, 1, 0, 1, 1, 0",
    "6, 9, 3, 3, 1, 2, 3, 2",
    "16, 16, 2, 4, 0, 1, 16, 0",
    "4, 4, 3, 1, 1, 2, 2, 0",
  })
  void transposedMatchesTheReference(
      int inC, int outC, int kernel, int stride, int pad, int dilation, int groups, int extra) {
    Window window =
        Window.of(kernel, kernel).withStride(stride).withPad(pad).withDilation(dilation);
    for (Activation activation : List.of(Activation.RELU, Activation.of(Activation.Kind.TANH))) {
      ConvTranspose conv =
          new ConvTranspose(window, Ints.repeat(2, extra), Ints.EMPTY, groups, activation);
      long h = conv.outputExtent(0, 9);
      long w = conv.outputExtent(1, 6);
      GraphCase test =
          new GraphCase()
              .input("x", 2, inC, 9, 6)
              .constant("w", inC, outC / groups, kernel, kernel)
              .constant("b", outC)
              .node(conv, List.of("x", "w", "b"), "y", 2, outC, h, w);
      double error = test.error("y");
      assertTrue(error <= 2 * GATE, () -> test.kernel("y") + ": L2 error " + error);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0, 2", "0, 2, 1, 0", "-1, 0, 0, -1"})
  void padsMayDifferOrCrop(int top, int left, int bottom, int right) {
    for (int channels : new int[] {3, 18}) {
      Window window =
          new Window(
              Ints.of(3, 3),
              Ints.of(2, 1),
              Ints.of(1, 1),
              Ints.of(top, left),
              Ints.of(bottom, right),
              AutoPad.EXPLICIT);
      Conv conv = new Conv(window, 1, Activation.NONE);
      long h = window.outputExtent(0, 11, false);
      long w = window.outputExtent(1, 10, false);
      GraphCase test =
          new GraphCase()
              .input("x", 1, channels, 11, 10)
              .input("w", 8, channels, 3, 3)
              .input("b", 8)
              .node(conv, List.of("x", "w", "b"), "y", 1, 8, h, w);
      assertTrue(test.error("y") <= GATE);
    }
  }
}
