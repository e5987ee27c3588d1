package dev.gatun.conformance.contract;

/// Convolution with one input channel per group, with and without a channel multiplier.
public abstract class DepthwiseContract extends BackendContract {
  /// For subclasses.
  protected DepthwiseContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return Generators.depthwise(choices);
  }
}
