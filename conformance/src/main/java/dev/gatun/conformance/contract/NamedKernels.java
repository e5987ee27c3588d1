package dev.gatun.conformance.contract;

import dev.gatun.graph.Cost;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import dev.gatun.op.Op;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.List;

/// An engine that asserts which kernels compute: no plan falls back in silence.
///
/// @param engine what compiles
/// @param naming what its kernels must be called
public record NamedKernels(Engine engine, Naming naming) implements Engine {
  /// What kernels must be called.
  public interface Naming {
    /// Judges one.
    ///
    /// @param graph what was compiled
    /// @param node one of its nodes
    /// @param kernel of a step that does the node's work, as the plan's report names it
    /// @return whether that may be
    boolean fits(Graph graph, Node node, String kernel);
  }

  /// @throws AssertionError if a kernel has a name that it must not have, or none does a node's
  ///   work
  @Override
  public Executable compile(Graph graph) {
    Executable plan = engine.compile(graph);
    for (Node node : graph.nodes()) {
      List<String> kernels =
          plan.report().steps().stream()
              .filter(step -> step.node().equals(node.label()) && step.multiplyAdds() > 0)
              .map(PlanReport.StepReport::kernel)
              .toList();
      boolean done = !kernels.isEmpty() || Cost.multiplyAdds(graph, node) == 0;
      if (!done || !kernels.stream().allMatch(kernel -> naming.fits(graph, node, kernel))) {
        throw new AssertionError(
            "node '%s' is computed by %s, not by the kernel required"
                .formatted(node.label(), kernels));
      }
    }
    return plan;
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public boolean supports(Op op) {
    return engine.supports(op);
  }

  @Override
  public void close() {
    engine.close();
  }
}
