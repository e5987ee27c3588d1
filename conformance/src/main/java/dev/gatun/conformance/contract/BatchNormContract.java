package dev.gatun.conformance.contract;

/// Inference batch normalisation with constant and with run-time parameters.
public abstract class BatchNormContract extends BackendContract {
  /// For subclasses.
  protected BatchNormContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return Generators.batchNorm(choices);
  }
}
