package dev.gatun.conformance.zoo.filters;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Scharr, *Optimale Operatoren in der Digitalen Bildverarbeitung*, 2000: Sobel's filter with
/// weights that were optimised until an edge looks equally strong in every direction.
final class Scharr {
  private static final Mask X =
      new Mask(
          1,
          new float[][] {
            {-3, 0, 3},
            {-10, 0, 10},
            {-3, 0, 3}
          });

  private static final Mask Y =
      new Mask(
          1,
          new float[][] {
            {-3, -10, -3},
            {0, 0, 0},
            {3, 10, 3}
          });

  private Scharr() {}

  static void define(Net net) {
    Value image = net.input("image", Open.SIZE);
    new Gradient(X.on(image), Y.on(image)).output(net);
  }
}
