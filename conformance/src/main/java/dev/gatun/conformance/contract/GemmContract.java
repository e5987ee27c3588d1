package dev.gatun.conformance.contract;

/// Matrix products, single and batched, with transposition, factors, bias and activation.
public abstract class GemmContract extends BackendContract {
  /// For subclasses.
  protected GemmContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return Generators.product(choices);
  }
}
