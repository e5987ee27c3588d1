package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Sermanet, Eigen, Zhang, Mathieu, Fergus and LeCun, *OverFeat: Integrated Recognition,
/// Localization and Detection using Convolutional Networks*, 2013: the fast model of table 1, 145
/// million parameters. A dense layer is a convolution whose window is the whole map. Written so,
/// the network takes pictures of any size: one of 231 × 231 gives one row of scores, and every 32
/// pixels more give another, at a fraction of the cost of a second run.
final class OverFeat {
  private static final Kernel POOL = k(2).stride(2);
  private static final int CLASSES = 1000;

  private OverFeat() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    x = x.conv(96, k(11).stride(4)).relu().maxPool(POOL); // 56 × 56, then 28 × 28
    x = x.conv(256, k(5)).relu().maxPool(POOL); // 24 × 24, then 12 × 12
    x = x.conv(512, k(3).same()).relu();
    x = x.conv(1024, k(3).same()).relu();
    x = x.conv(1024, k(3).same()).relu().maxPool(POOL); // 6 × 6
    x = x.conv(3072, wholeMap(x)).relu(); // 1 × 1
    x = x.conv(4096, k(1)).relu();
    net.output("scores", x.conv(CLASSES, k(1)));
  }

  /// The window that sees all of a map at the size that the network is trained for.
  private static Kernel wholeMap(Value x) {
    return k(x.shape().dim(2), x.shape().dim(3));
  }
}
