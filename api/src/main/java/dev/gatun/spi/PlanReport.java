package dev.gatun.spi;

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
  public record StepReport(String node, String operator, String kernel, String output) {}
}
