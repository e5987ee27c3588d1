package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.Gemm;
import dev.gatun.op.Ints;
import dev.gatun.op.MatMul;
import dev.gatun.op.Pool;
import dev.gatun.op.Reshape;
import dev.gatun.op.Window;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.PlanReport.StepReport;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What steps say they cost. That profiled runs compute the same, [GraphCase] looks at in all tests
/// of graphs.
class PlanProfileTest {
  private static final Conv SAME3 = Conv.of(3, 3).withPad(1);

  @Test
  void every_product_is_counted_in_one_step() {
    GraphCase test =
        new GraphCase()
            .input("x", 1, 3, 16, 16)
            .constant("w1", 32, 3, 3, 3)
            .constant("w2", 32, 1, 3, 3)
            .constant("w3", 10, 32 * 16 * 16)
            .node(SAME3, List.of("x", "w1"), "a", 1, 32, 16, 16)
            .node(SAME3.withGroups(32), List.of("a", "w2"), "b", 1, 32, 16, 16)
            .node(new Reshape(Ints.of(1, -1), false), List.of("b"), "c", 1, 8192)
            .node(
                new Gemm(1, 1, false, true, Activation.of(Activation.Kind.SIGMOID)),
                List.of("c", "w3"),
                "y",
                1,
                10);
    test.error("y");
    PlanReport report = test.report();
    long first = 32L * 16 * 16 * 3 * 9;
    long depthwise = 32L * 16 * 16 * 9;
    assertEquals(
        List.of(first, depthwise, 81_920L),
        report.steps().stream().map(StepReport::multiplyAdds).filter(n -> n > 0).toList());
    StepReport conv = only(report, "b");
    assertEquals(2 * 4 * 32 * 16 * 16, conv.activationBytes());
    assertTrue(conv.constantBytes() >= 4 * 32 * 9, () -> "weights: " + conv);
    assertEquals(conv.activationBytes() + conv.constantBytes(), conv.bytes());
    StepReport gemm = only(report, "y");
    assertEquals(4 * (8192 + 10), gemm.activationBytes());
    assertTrue(gemm.constantBytes() >= 4 * 81_920, () -> "weights: " + gemm);
  }

  /// The step of a node that does the products.
  private static StepReport only(PlanReport report, String node) {
    List<StepReport> steps =
        report.steps().stream()
            .filter(step -> step.node().equals(node) && step.multiplyAdds() > 0)
            .toList();
    assertEquals(1, steps.size(), report::toString);
    return steps.getFirst();
  }

  @Test
  void weights_that_are_packed_at_run_time_are_no_constants() {
    GraphCase test =
        new GraphCase()
            .input("a", 20, 30)
            .input("b", 30, 40)
            .node(new MatMul(Activation.NONE), List.of("a", "b"), "y", 20, 40);
    test.error("y");
    for (StepReport step : test.report().steps()) {
      switch (step.kernel()) {
        case "packPanels" -> assertEquals(2 * 4 * 30 * 40, step.activationBytes());
        default -> {}
      }
      boolean product = step.kernel().endsWith(" gemm");
      assertEquals(product ? 20 * 30 * 40 : 0, step.multiplyAdds(), step::toString);
      if (product) {
        assertEquals(4 * (20 * 30 + 30 * 40 + 20 * 40), step.activationBytes());
      }
    }
    Set<String> kernels =
        test.report().steps().stream().map(StepReport::kernel).collect(Collectors.toSet());
    assertTrue(kernels.contains("packPanels"), kernels::toString);
  }

  @Test
  void work_beside_the_products_moves_bytes_only() {
    GraphCase test =
        new GraphCase()
            .input("x", 1, 48, 8, 8)
            .node(
                new Pool(Pool.Kind.MAX, Window.of(2, 2).withStride(2), false, false, 0, false),
                List.of("x"),
                "p",
                1,
                48,
                4,
                4)
            .node(new Concat(1), List.of("p", "p"), "c", 1, 96, 4, 4)
            .node(Binary.of(Binary.Kind.ADD), List.of("c", "c"), "y", 1, 96, 4, 4);
    test.error("y");
    assertFalse(test.report().steps().isEmpty());
    for (StepReport step : test.report().steps()) {
      assertEquals(0, step.multiplyAdds(), step::toString);
      assertEquals(0, step.constantBytes(), step::toString);
      long bytes =
          switch (step.node()) {
            case "p" -> 4 * 48 * (64 + 16);
            case "c" -> 2 * 4 * 48 * 4 * 4;
            case "y" -> 2 * 4 * 96 * 4 * 4;
            default -> 2 * 4 * 48 * 8 * 8; // x, brought to the blocked layout
          };
      assertEquals(bytes, step.activationBytes(), step::toString);
    }
  }
}
