package dev.gatun.op;

/// A copy of x in which elements named by indices are replaced by, or combined with, updates.
/// Inputs: x, indices, updates.
///
/// @param axis the axis, may be negative
/// @param reduction how they combine
public record ScatterElements(int axis, Reduction reduction) implements Op {
  /// How an update combines with what is there.
  public enum Reduction {
    NONE,
    ADD,
    MUL,
    MAX,
    MIN
  }
}
