package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;

/// A picture as a relief that is lit from one corner: the picture itself, plus how much it rises
/// from the upper left to the lower right. As a shading of heights the effect is described by
/// Schlag, *Fast Embossing Effects on Raster Image Data* (in *Graphics Gems IV*), 1994; this mask
/// is what picture editors commonly use for it.
final class Emboss {
  /// Sums to 1, so that an even area stays as it is.
  private static final Mask MASK =
      new Mask(
          1,
          new float[][] {
            {-2, -1, 0},
            {-1, 1, 1},
            {0, 1, 2}
          });

  private Emboss() {}

  static void define(Net net) {
    net.output("relief", MASK.on(net.input("image", Open.SIZE)));
  }
}
