package dev.gatun.op;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;

/// y = saturate(round(x / scale) + zeroPoint), to the nearest integer, ties to even. Where `to` is
/// a float, y is x / scale + zeroPoint rounded to that type.
///
/// Inputs: x (a float type or INT32), scale, optional zero point of type `to` and the scale's
/// shape. A scale of one element serves all of x; one of shape `[n]` has an element for each index
/// along `axis`, of extent n; with a block size B the scale has x's shape but for ⌈n/B⌉ along
/// `axis`, and each of its elements serves B neighbours there. NaN becomes the zero point where
/// `to` is an integer type.
///
/// @param to type of y
/// @param axis the axis, may be negative
/// @param blockSize elements along the axis that share a scale; 0: no blocks
/// @param precision the float type that x and scale are converted to and x / scale is rounded to
/// @param saturate for 8-bit floats: whether what is out of range becomes the nearest finite value,
///   rather than infinity or NaN
public record QuantizeLinear(DType to, int axis, int blockSize, DType precision, boolean saturate)
    implements Quantization {
  /// Blocks have no negative size; quotients need fractions.
  public QuantizeLinear {
    if (blockSize < 0) {
      throw new InvalidInputException(
          "QuantizeLinear: got block size " + blockSize + ", required 0 or more");
    }
    if (!precision.isFloat() || precision.isStorageOnly()) {
      throw new InvalidInputException(
          "QuantizeLinear: got precision " + precision + ", required a float type of 16 bits up");
    }
  }
}
