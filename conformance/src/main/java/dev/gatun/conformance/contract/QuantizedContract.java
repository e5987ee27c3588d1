package dev.gatun.conformance.contract;

/// Products and convolutions of 8-bit integers, and the ways to such integers and back: every
/// result is exact, at the ends of the range, too.
public abstract class QuantizedContract extends BackendContract {
  /// For subclasses.
  protected QuantizedContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return FamilyGenerators.quantized(choices);
  }
}
