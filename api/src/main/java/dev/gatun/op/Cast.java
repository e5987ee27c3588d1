package dev.gatun.op;

import dev.gatun.DType;
import dev.gatun.PowerRounding;

/// Converts the element type: float to integer truncates, anything to BOOL tests for not 0. Input:
/// x.
///
/// @param to the wanted type
/// @param saturate for floats of 8 bits: whether what is out of range becomes the nearest finite
///   value, rather than infinity or NaN
/// @param rounding for FLOAT8E8M0: which power of two is taken
public record Cast(DType to, boolean saturate, PowerRounding rounding) implements Op {
  /// A conversion that saturates and rounds up, as ONNX has it unless it is told otherwise.
  ///
  /// @param to the wanted type
  public Cast(DType to) {
    this(to, true, PowerRounding.UP);
  }
}
