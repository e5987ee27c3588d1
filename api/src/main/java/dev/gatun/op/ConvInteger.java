package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Convolution of 8-bit integers, y = conv(x − xZeroPoint, w − wZeroPoint), INT32, wrapping where
/// 32 bits do not hold a sum. Pads stand for xZeroPoint.
///
/// Inputs: x `[N, inC, spatial…]`, w `[outC, inC/groups, kernel…]`, each INT8 or UINT8; optional
/// zero point of x, one element; optional zero point of w, one element or `[outC]`.
///
/// @param window kernel, strides, dilations, pads
/// @param groups number of groups, ≥ 1, dividing inC and outC
public record ConvInteger(Window window, int groups) implements Quantization {
  /// Groups must be 1 or more.
  public ConvInteger {
    if (groups < 1) {
      throw new InvalidInputException("ConvInteger: got group " + groups + ", required 1 or more");
    }
  }
}
