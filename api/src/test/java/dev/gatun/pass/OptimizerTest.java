package dev.gatun.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.graph.Graph;
import dev.gatun.op.Activate;
import dev.gatun.op.Activation;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.Conv;
import dev.gatun.op.Identity;
import dev.gatun.spi.PassReport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  /// The residual block of ResNet: conv, norm, relu, conv, norm, add, relu.
  private static Graph residualBlock() {
    return new Sketch()
        .input("x", 1, 2, 4, 4)
        .counting("w1", 2, 2, 3, 3)
        .counting("w2", 2, 2, 3, 3)
        .counting("s", 2)
        .node("c1", Conv.of(3, 3).withPad(1), "x", "w1")
        .node("n1", new BatchNorm(1e-5f), "c1", "s", "s", "s", "s")
        .node("r1", new Activate(Activation.RELU), "n1")
        .node("i1", new Identity(), "r1")
        .node("c2", Conv.of(3, 3).withPad(1), "i1", "w2")
        .node("n2", new BatchNorm(1e-5f), "c2", "s", "s", "s", "s")
        .node("sum", Binary.of(Binary.Kind.ADD), "n2", "x")
        .type("sum", 1, 2, 4, 4)
        .type("n2", 1, 2, 4, 4)
        .node("y", new Activate(Activation.RELU), "sum")
        .graph("y");
  }

  private static Optimizer.Result run(Graph graph, Set<String> disabled) {
    return Optimizer.run(graph, disabled, new NoEngine(), Limits.defaults());
  }

  @Test
  void residualBlockBecomesTwoConvolutions() {
    assertEquals(
        "r1 = Conv+RELU(x, w1.scaled, w1.bias); y = Conv+RELU(r1, w2.scaled, w2.bias, x)",
        Sketch.text(run(residualBlock(), Set.of()).graph()));
  }

  @Test
  void everyPassReports() {
    List<PassReport> reports = run(residualBlock(), Set.of()).reports();
    assertEquals(Optimizer.names(), reports.stream().map(PassReport::name).toList());
    assertEquals(
        2,
        reports.stream().filter(r -> r.name().equals("fold-batch-norm")).findFirst().get().fired());
  }

  @Test
  void namesAreUnique() {
    assertEquals(Optimizer.names().size(), new HashSet<>(Optimizer.names()).size());
  }

  @Test
  void nothingFiresWhereEverythingIsDisabled() {
    Graph graph = residualBlock();
    Optimizer.Result result = run(graph, Set.copyOf(Optimizer.names()));
    assertSame(graph, result.graph());
    assertTrue(result.reports().stream().allMatch(r -> r.fired() == 0));
  }

  @Test
  void anOptimisedGraphStaysTheSameInstance() {
    Graph once = run(residualBlock(), Set.of()).graph();
    assertSame(once, run(once, Set.of()).graph());
  }

  @Test
  void unknownNamesAreRefused() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> run(residualBlock(), Set.of("dead-nodes", "fold-moon")));
    assertTrue(e.getMessage().contains("[fold-moon]"), e.getMessage());
    assertTrue(e.getMessage().contains("fold-batch-norm"), e.getMessage());
  }
}
