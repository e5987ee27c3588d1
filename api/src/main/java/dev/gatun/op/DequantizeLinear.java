package dev.gatun.op;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;

/// y = (x − zeroPoint)·scale, rounded once.
///
/// Inputs: x (an integer type or a float of at most 8 bits), scale, optional zero point of x's type
/// and the scale's shape; what the scale's shape means is said at [QuantizeLinear].
///
/// @param to type of y
/// @param axis the axis, may be negative
/// @param blockSize elements along the axis that share a scale; 0: no blocks
public record DequantizeLinear(DType to, int axis, int blockSize) implements Quantization {
  /// Blocks have no negative size.
  public DequantizeLinear {
    if (blockSize < 0) {
      throw new InvalidInputException(
          "DequantizeLinear: got block size " + blockSize + ", required 0 or more");
    }
  }
}
