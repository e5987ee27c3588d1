package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Chollet, *Xception: Deep Learning with Depthwise Separable Convolutions*, 2017: an inception
/// module taken to its end. Space is looked at in every channel alone, channels are mixed at every
/// place alone, and residual blocks hold it together. Figure 5 of the paper: 36 convolutions, and
/// the 22,855,952 parameters of its table 3.
final class Xception {
  private static final double EPSILON = 1e-3;
  private static final double BRANCH = 0.25;
  private static final int MIDDLE_BLOCKS = 8;
  private static final int CLASSES = 1000;

  private Xception() {}

  static void define(Net net) {
    Value x = entry(net.image());
    for (int block = 0; block < MIDDLE_BLOCKS; block++) {
      x = middle(x);
    }
    net.output("scores", exit(x).globalAveragePool().flatten().dense(CLASSES));
  }

  /// From 299 × 299 pixels to 19 × 19 places of 728 channels.
  private static Value entry(Value image) {
    Value x = image.convNoBias(32, k(3).stride(2)).batchNorm(EPSILON).relu();
    x = x.convNoBias(64, k(3)).batchNorm(EPSILON).relu();
    x = halved(x, separable(separable(x, 128, 1).relu(), 128, BRANCH), 128);
    x = halved(x, separable(separable(x.relu(), 256, 1).relu(), 256, BRANCH), 256);
    return halved(x, separable(separable(x.relu(), 728, 1).relu(), 728, BRANCH), 728);
  }

  /// Three rectified separable convolutions beside the identity.
  private static Value middle(Value x) {
    Value y = separable(x.relu(), 728, 1);
    y = separable(y.relu(), 728, 1);
    return separable(y.relu(), 728, BRANCH).add(x);
  }

  private static Value exit(Value x) {
    Value y = halved(x, separable(separable(x.relu(), 728, 1).relu(), 1024, BRANCH), 1024);
    y = separable(y, 1536, 1).relu();
    return separable(y, 2048, 1).relu();
  }

  /// The end of a block that halves the extents: a pool on the branch, a stride on the way around.
  private static Value halved(Value x, Value branch, int outC) {
    Value shortcut = x.convNoBias(outC, k(1).stride(2)).batchNorm(EPSILON);
    return branch.maxPool(k(3).stride(2).pad(1)).add(shortcut);
  }

  /// Each channel's neighbourhood, then all channels of a place; nothing in between.
  private static Value separable(Value x, int outC, double size) {
    Net net = x.net();
    net.gain(1); // no rectifier behind the depthwise half
    Value y = x.depthwise(k(3).same());
    net.gain(Math.sqrt(2));
    return y.convNoBias(outC, k(1)).batchNorm(EPSILON, size);
  }
}
