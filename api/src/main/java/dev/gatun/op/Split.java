package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Cuts a tensor along an axis. Inputs: x; sizes (INT64) at 1 while `sizes` is null. Outputs: the
/// parts.
///
/// @param axis the axis, may be negative
/// @param sizes extents of the parts; empty means as many equal parts as the node has outputs, the
///   last one smaller where it does not divide; null: not bound yet
/// @param mustDivide whether parts that are not equal are a mistake
public record Split(int axis, @Nullable Ints sizes, boolean mustDivide) implements Op {
  /// A split of which the last part may be smaller.
  ///
  /// @param axis the axis, may be negative
  /// @param sizes extents of the parts, as above
  public Split(int axis, @Nullable Ints sizes) {
    this(axis, sizes, false);
  }
}
