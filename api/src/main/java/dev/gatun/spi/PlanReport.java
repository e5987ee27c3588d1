package dev.gatun.spi;

import dev.gatun.graph.Cost;
import dev.gatun.graph.Graph;
import dev.gatun.graph.Node;
import java.util.List;

/// What a compiled plan consists of, for `inspect` and `profile`.
///
/// @param steps in execution order
/// @param activationBytes planned memory of one execution context
/// @param weightBytes packed weights and other constants kept by the plan
public record PlanReport(List<StepReport> steps, long activationBytes, long weightBytes) {
  /// One step of a plan.
  ///
  /// @param node label of the graph node (the first, where several are fused)
  /// @param operator its operator's title
  /// @param kernel the kernel chosen, with its tile where it has one
  /// @param output type and shape of its result
  /// @param multiplyAdds of convolutions and matrix products, as [Cost] counts them; 0 where the
  ///   step does only other work, or prepares what another step multiplies
  /// @param constantBytes weights and other constants that it reads, as they are packed
  /// @param activationBytes everything else that it reads or writes, each byte counted once
  public record StepReport(
      String node,
      String operator,
      String kernel,
      String output,
      long multiplyAdds,
      long constantBytes,
      long activationBytes) {

    /// A step that does all that a node asks for; without constants.
    ///
    /// @param graph where the node's types stand
    /// @param node what it computes
    /// @param kernel the kernel chosen
    /// @return the report
    public static StepReport of(Graph graph, Node node, String kernel) {
      return new StepReport(
          node.label(),
          node.op().title(),
          kernel,
          String.valueOf(graph.type(node.output())),
          Cost.multiplyAdds(graph, node),
          0,
          Cost.activationBytes(graph, node));
    }

    /// The same step with other constants.
    ///
    /// @param bytes what it reads of constants
    /// @return a report
    public StepReport withConstantBytes(long bytes) {
      return new StepReport(node, operator, kernel, output, multiplyAdds, bytes, activationBytes);
    }

    /// All that moves between registers and memory.
    ///
    /// @return constants and activations
    public long bytes() {
      return constantBytes + activationBytes;
    }
  }
}
