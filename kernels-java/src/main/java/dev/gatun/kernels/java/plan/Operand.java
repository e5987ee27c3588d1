package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;

/// How an operand of an elementwise operator lies against a blocked result `[N, C, spatial…]`.
enum Operand {
  /// The same shape.
  FULL,
  /// One value.
  SCALAR,
  /// One value per channel, the same for all images: `[C, 1…]` or `[1, C, 1…]`.
  CHANNEL,
  /// One value per image and channel: `[N, C, 1…]`.
  IMAGE_CHANNEL,
  /// Anything else; the operator runs on plain tensors.
  OTHER;

  static Operand of(Shape operand, Shape result) {
    if (operand.equals(result)) {
      return FULL;
    }
    if (operand.size() == 1) {
      return SCALAR;
    }
    int spatial = result.rank() - 2;
    int channelAxis = operand.rank() - 1 - spatial;
    if (operand.rank() > result.rank() || channelAxis < 0) {
      return OTHER;
    }
    if (operand.size(channelAxis + 1, operand.rank()) != 1
        || operand.dim(channelAxis) != result.dim(1)) {
      return OTHER;
    }
    if (channelAxis == 0 || operand.dim(0) == 1) {
      return CHANNEL;
    }
    return operand.dim(0) == result.dim(0) ? IMAGE_CHANNEL : OTHER;
  }
}
