package dev.gatun.op;

/// An [Activation] standing alone. Input: x, float. Output: the same shape and type.
///
/// @param function which
public record Activate(Activation function) implements Op {
  @Override
  public String title() {
    return function.kind().name();
  }
}
