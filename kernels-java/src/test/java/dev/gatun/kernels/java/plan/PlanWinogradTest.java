package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Activation;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Winograd convolutions through whole plans.
class PlanWinogradTest {
  private static final double GATE_2 = 2e-6;
  private static final double GATE_4 = 2e-5;

  private static double gate(ConvMode mode) {
    return mode == ConvMode.WINOGRAD4 ? GATE_4 : GATE_2;
  }

  @ParameterizedTest
  @CsvSource({
    // n, inC, outC, h, w, top, left, bottom, right
    "1, 32, 64, 16, 16, 1, 1, 1, 1",
    "2, 17, 33, 14, 14, 1, 1, 1, 1",
    "3, 40, 20, 7, 9, 1, 1, 1, 1",
    "1, 16, 16, 12, 13, 0, 0, 0, 0",
    "1, 24, 50, 11, 6, 0, 1, 2, 1",
    "1, 20, 16, 9, 10, 2, 0, 1, 2",
    "1, 16, 24, 13, 15, -1, 0, 0, -2",
    "2, 16, 16, 1, 3, 1, 1, 1, 1",
    "1, 16, 16, 3, 70, 1, 1, 1, 1",
    "1, 16, 16, 5, 300, 1, 1, 1, 1",
  })
  void matchesTheReference(
      int n, int inC, int outC, int h, int w, int top, int left, int bottom, int right) {
    Window window =
        new Window(
            Ints.of(3, 3),
            Ints.of(1, 1),
            Ints.of(1, 1),
            Ints.of(top, left),
            Ints.of(bottom, right),
            AutoPad.EXPLICIT);
    Conv conv = new Conv(window, 1, Activation.RELU);
    long outH = window.outputExtent(0, h, false);
    long outW = window.outputExtent(1, w, false);
    for (ConvMode mode : List.of(ConvMode.WINOGRAD2, ConvMode.WINOGRAD4)) {
      GraphCase test =
          new GraphCase()
              .mode(mode)
              .input("x", n, inC, h, w)
              .constant("w", outC, inC, 3, 3)
              .constant("b", outC)
              .node(conv, List.of("x", "w", "b"), "y", n, outC, outH, outW);
      double error = test.error("y");
      String kernel = test.kernel("y");
      assertTrue(error <= gate(mode), () -> kernel + ": L2 error " + error);
      String name = mode == ConvMode.WINOGRAD2 ? "F32Winograd2x2 " : "F32Winograd4x4 ";
      assertTrue(kernel.startsWith(name), kernel);
    }
  }

  @ParameterizedTest
  @CsvSource({"RELU", "NONE", "SIGMOID", "SILU", "HARD_SWISH"})
  void addsResidualsBeforeTheActivation(Activation.Kind kind) {
    Conv conv = Conv.of(3, 3).withPad(1).withActivation(new Activation(kind, 1, 0));
    for (ConvMode mode : List.of(ConvMode.WINOGRAD2, ConvMode.WINOGRAD4)) {
      GraphCase test =
          new GraphCase()
              .mode(mode)
              .input("x", 2, 20, 12, 11)
              .input("r", 2, 20, 12, 11)
              .constant("w", 20, 20, 3, 3)
              .constant("b", 20)
              .node(conv, List.of("x", "w", "b", "r"), "y", 2, 20, 12, 11)
              .node(conv, List.of("y", "w", "", "x"), "z", 2, 20, 12, 11);
      assertTrue(test.error("y", "z") <= 2 * gate(mode));
    }
  }

  /// Borders that others wanted, and parts of a concatenation.
  @Test
  void readsAndWritesWhereOthersDecide() {
    Conv same5 = Conv.of(5, 5).withPad(2);
    Conv same3 = Conv.of(3, 3).withPad(1);
    for (ConvMode mode : List.of(ConvMode.WINOGRAD2, ConvMode.WINOGRAD4)) {
      GraphCase test =
          new GraphCase()
              .mode(mode)
              .input("x", 1, 16, 10, 10)
              .constant("w3", 32, 16, 3, 3)
              .constant("w5", 32, 16, 5, 5)
              .constant("v3", 16, 64, 3, 3)
              .constant("v5", 16, 64, 5, 5)
              .node(same3, List.of("x", "w3"), "a", 1, 32, 10, 10)
              .node(same5, List.of("x", "w5"), "b", 1, 32, 10, 10)
              .node(new Concat(1), List.of("a", "b"), "ab", 1, 64, 10, 10)
              .node(same3, List.of("ab", "v3"), "y", 1, 16, 10, 10)
              .node(same5, List.of("ab", "v5"), "z", 1, 16, 10, 10);
      assertTrue(test.error("y", "z") <= 2 * gate(mode));
    }
  }

  /// What an algorithm cannot do is done directly, and the plan says so.
  @ParameterizedTest
  @EnumSource(ConvMode.class)
  void whatDoesNotApplyIsNamedDirect(ConvMode mode) {
    GraphCase test =
        new GraphCase()
            .mode(mode)
            .input("x", 1, 32, 12, 12)
            .input("wr", 32, 32, 3, 3)
            .constant("w", 32, 32, 3, 3)
            .constant("wg", 32, 16, 3, 3)
            .constant("w5", 32, 32, 5, 5)
            .node(Conv.of(3, 3).withStride(2), List.of("x", "w"), "stride", 1, 32, 5, 5)
            .node(Conv.of(3, 3).withDilation(2), List.of("x", "w"), "dilation", 1, 32, 8, 8)
            .node(Conv.of(3, 3).withGroups(2), List.of("x", "wg"), "groups", 1, 32, 10, 10)
            .node(Conv.of(5, 5), List.of("x", "w5"), "kernel", 1, 32, 8, 8)
            .node(Conv.of(3, 3), List.of("x", "wr"), "weights", 1, 32, 10, 10);
    assertTrue(test.error("stride", "dilation", "groups", "kernel", "weights") <= GATE_2);
    for (String node : List.of("stride", "dilation", "groups", "kernel", "weights")) {
      assertTrue(test.kernel(node).endsWith(" direct"), () -> node + ": " + test.kernel(node));
    }
  }

  @Test
  void directMeansDirect() {
    GraphCase test =
        new GraphCase()
            .mode(ConvMode.DIRECT)
            .input("x", 1, 64, 28, 28)
            .constant("w", 64, 64, 3, 3)
            .node(Conv.of(3, 3), List.of("x", "w"), "y", 1, 64, 26, 26);
    assertEquals(0, test.error("y"), GATE_2);
    assertTrue(test.kernel("y").endsWith(" direct"), test.kernel("y"));
  }
}
