package dev.gatun.conformance.contract;

/// Softmax and its logarithm, along any axis.
public abstract class SoftmaxContract extends BackendContract {
  /// For subclasses.
  protected SoftmaxContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return PlainGenerators.softmax(choices);
  }
}
