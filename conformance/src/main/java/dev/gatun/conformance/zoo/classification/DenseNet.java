package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Huang, Liu, van der Maaten and Weinberger, *Densely Connected Convolutional Networks*, 2017:
/// every layer sees the results of all layers before it in its block, and adds a few channels to
/// them. DenseNet-BC of table 1: bottlenecks inside, half of the channels from block to block.
final class DenseNet {
  private static final double EPSILON = 1e-5;
  private static final int GROWTH = 32;
  private static final int CLASSES = 1000;

  private DenseNet() {}

  static void define121(Net net) {
    Value x = net.image().convNoBias(2 * GROWTH, k(7).stride(2).pad(3));
    x = activated(x).maxPool(k(3).stride(2).pad(1));
    x = transition(block(x, 6));
    x = transition(block(x, 12));
    x = transition(block(x, 24));
    x = activated(block(x, 16));
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// All that is known so far goes in, and goes on with what each layer finds.
  private static Value block(Value x, int layers) {
    Value known = x;
    for (int layer = 0; layer < layers; layer++) {
      known = x.net().concat(1, known, found(known));
    }
    return known;
  }

  /// A 1 × 1 bottleneck keeps the 3 × 3 convolution cheap however much is known.
  private static Value found(Value known) {
    Value narrow = activated(known).convNoBias(4 * GROWTH, k(1));
    return activated(narrow).convNoBias(GROWTH, k(3).same());
  }

  /// Half the channels, half the extents.
  private static Value transition(Value x) {
    return activated(x).convNoBias(x.channels() / 2, k(1)).averagePool(k(2).stride(2));
  }

  private static Value activated(Value x) {
    return x.batchNorm(EPSILON).relu();
  }
}
