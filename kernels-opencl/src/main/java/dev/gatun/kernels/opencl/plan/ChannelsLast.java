package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;

/// A value `[N, C, spatial…]` stored as `[N][spatial…][C]`, perhaps among the channels of a larger
/// one. Not padded: a kernel that reads vectors reads the last ones in part.
///
/// @param block its memory
/// @param shape as the graph has it: `[N, C]`, or with one to three spatial axes
/// @param offset floats to the first channel of the first pixel
/// @param stride floats from pixel to pixel
record ChannelsLast(Block block, Shape shape, int offset, int stride) {
  static ChannelsLast of(Shape shape) {
    return new ChannelsLast(Block.planned(shape.size()), shape, 0, shape.intDim(1));
  }

  static boolean fits(Shape shape) {
    return shape.rank() >= 2 && shape.rank() <= 5;
  }

  int n() {
    return shape.intDim(0);
  }

  int c() {
    return shape.intDim(1);
  }

  int d() {
    return shape.rank() > 4 ? shape.intDim(2) : 1;
  }

  int h() {
    return shape.rank() > 3 ? shape.intDim(shape.rank() - 2) : 1;
  }

  int w() {
    return shape.rank() > 2 ? shape.intDim(shape.rank() - 1) : 1;
  }

  /// Pixels of all images.
  int pixels() {
    return Math.multiplyExact(n(), Math.multiplyExact(d(), Math.multiplyExact(h(), w())));
  }

  /// Whether no other value's channels lie between its own.
  boolean isDense() {
    return stride == c() && offset == 0;
  }
}
