package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Sobel and Feldman, *A 3×3 Isotropic Gradient Operator for Image Processing*, a talk of 1968: the
/// difference of the pixels on both sides, averaged along the edge so that noise counts less.
final class Sobel {
  private static final Mask X =
      new Mask(
          1,
          new float[][] {
            {-1, 0, 1},
            {-2, 0, 2},
            {-1, 0, 1}
          });

  private static final Mask Y =
      new Mask(
          1,
          new float[][] {
            {-1, -2, -1},
            {0, 0, 0},
            {1, 2, 1}
          });

  private Sobel() {}

  static void define(Net net) {
    gradient(net.input("image", Open.SIZE)).output(net);
  }

  /// The gradient of each channel, eight times as large as the slope.
  ///
  /// @param image `[N, C, H, W]`
  /// @return of the same extents
  static Gradient gradient(Value image) {
    return new Gradient(X.on(image), Y.on(image));
  }
}
