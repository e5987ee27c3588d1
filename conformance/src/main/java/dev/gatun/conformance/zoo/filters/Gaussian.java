package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;

/// A mean whose weights fall off like Gauss's bell, the one filter that smooths without favouring a
/// direction. The weights 1 4 6 4 1 along each axis are those of Burt and Adelson, *The Laplacian
/// Pyramid as a Compact Image Code*, 1983 (with their a = 3/8); the bell's deviation is one pixel.
final class Gaussian {
  /// Sums to 1.
  static final Mask MASK =
      new Mask(
          1f / 256,
          new float[][] {
            {1, 4, 6, 4, 1},
            {4, 16, 24, 16, 4},
            {6, 24, 36, 24, 6},
            {4, 16, 24, 16, 4},
            {1, 4, 6, 4, 1}
          });

  private Gaussian() {}

  static void define(Net net) {
    net.output("smooth", MASK.on(net.input("image", Open.SIZE)));
  }
}
