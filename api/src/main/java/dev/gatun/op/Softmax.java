package dev.gatun.op;

/// A distribution over consecutive axes taken as one. Input: x, float. Output: the same shape.
///
/// @param kind which function
/// @param firstAxis first axis, may be negative
/// @param lastAxis last axis, may be negative; equal to firstAxis from opset 13 on
public record Softmax(Kind kind, int firstAxis, int lastAxis) implements Op {
  /// The functions.
  public enum Kind {
    /// e^(x − max) / Σ e^(x − max).
    SOFTMAX,
    /// The natural logarithm of SOFTMAX.
    LOG_SOFTMAX,
    /// 1 at the first maximum, 0 elsewhere.
    HARDMAX
  }

  @Override
  public String title() {
    return kind.name();
  }
}
