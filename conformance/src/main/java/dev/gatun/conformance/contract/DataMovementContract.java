package dev.gatun.conformance.contract;

/// Transposition, concatenation, pads, slices, gathering, tiling, and blocks of pixels moved to
/// channels and back: every result is a copy, bit by bit.
public abstract class DataMovementContract extends BackendContract {
  /// For subclasses.
  protected DataMovementContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return PlainGenerators.movement(choices);
  }
}
