package dev.gatun.conformance.contract;

/// Transposition, concatenation and splits, pads, slices, gathering, tiling, broadcasting, and
/// blocks of pixels moved to channels and back: every result is a copy, bit by bit.
public abstract class DataMovementContract extends BackendContract {
  /// For subclasses.
  protected DataMovementContract() {}

  @Override
  protected Problem draw(Draw choices) {
    return PlainGenerators.movement(choices);
  }
}
