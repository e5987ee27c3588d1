package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;

/// A picture minus its Laplacian, the sum of its second derivatives: what is brighter than its
/// neighbours becomes brighter still. From Rosenfeld and Kak's textbook, *Digital Picture
/// Processing*, 1976.
final class Sharpen {
  /// Sums to 1, so that an even area stays as it is.
  private static final Mask MASK =
      new Mask(
          1,
          new float[][] {
            {0, -1, 0},
            {-1, 5, -1},
            {0, -1, 0}
          });

  private Sharpen() {}

  static void define(Net net) {
    net.output("sharp", MASK.on(net.input("image", Open.SIZE)));
  }
}
