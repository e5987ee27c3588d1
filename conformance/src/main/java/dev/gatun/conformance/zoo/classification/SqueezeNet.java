package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Iandola et al., *SqueezeNet: AlexNet-Level Accuracy with 50x Fewer Parameters and < 0.5 MB Model
/// Size*, 2016: few 3 × 3 filters, few channels before them, and pools as late as possible. 1.0 is
/// table 1 of the paper; 1.1, from the authors' repository, pools earlier and costs less than half.
final class SqueezeNet {
  private static final Kernel POOL = k(3).stride(2).ceil();
  private static final int CLASSES = 1000;

  private SqueezeNet() {}

  static void define10(Net net) {
    Value x = net.image().conv(96, k(7).stride(2)).relu().maxPool(POOL);
    x = fire(fire(fire(x, 16), 16), 32).maxPool(POOL);
    x = fire(fire(fire(fire(x, 32), 48), 48), 64).maxPool(POOL);
    net.output("scores", head(fire(x, 64)));
  }

  static void define11(Net net) {
    Value x = net.image().conv(64, k(3).stride(2)).relu().maxPool(POOL);
    x = fire(fire(x, 16), 16).maxPool(POOL);
    x = fire(fire(x, 32), 32).maxPool(POOL);
    x = fire(fire(fire(fire(x, 48), 48), 64), 64);
    net.output("scores", head(x));
  }

  /// Fire module: squeezed to few channels, expanded by 1 × 1 and by 3 × 3 filters side by side.
  private static Value fire(Value x, int squeezed) {
    Value narrow = x.conv(squeezed, k(1)).relu();
    Value points = narrow.conv(4 * squeezed, k(1)).relu();
    Value places = narrow.conv(4 * squeezed, k(3).same()).relu();
    return x.net().concat(1, points, places);
  }

  /// A map for each class, averaged: no fully connected layer at all.
  private static Value head(Value x) {
    return x.conv(CLASSES, k(1)).relu().globalAveragePool().flatten();
  }
}
