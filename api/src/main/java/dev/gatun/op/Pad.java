package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Adds (or with negative counts removes) elements around a tensor. Inputs: x; while `begin` is
/// null pads (INT64) at 1 and axes (optional) at 3; at 2, always, the optional constant (scalar of
/// x's type, 0 where absent). A bound node keeps the places: input 1 and 3 are absent then.
///
/// @param mode what the new elements are
/// @param begin count before each axis of the tensor; null: not bound yet
/// @param end count after each axis of the tensor; null: not bound yet
public record Pad(Mode mode, @Nullable Ints begin, @Nullable Ints end) implements Op {
  /// What the new elements are.
  public enum Mode {
    /// A constant.
    CONSTANT,
    /// Mirrored without the edge element.
    REFLECT,
    /// The edge element.
    EDGE,
    /// From the other end.
    WRAP
  }
}
