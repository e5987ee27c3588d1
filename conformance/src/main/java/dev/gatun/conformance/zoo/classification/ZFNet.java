package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Zeiler and Fergus, *Visualizing and Understanding Convolutional Networks*, 2013: figure 3. They
/// looked at what the layers of AlexNet respond to, saw that its first one skips too much (windows
/// of 11 by steps of 4), and mended it: windows of 7 by steps of 2, and no groups. 62,357,608
/// parameters.
///
/// The paper's contrast normalisation across maps gives no constants; AlexNet's stand here.
final class ZFNet {
  /// The last window may reach past the end: 110 becomes 55, 26 becomes 13.
  private static final Kernel POOL = k(3).stride(2).ceil();

  private ZFNet() {}

  static void define(Net net) {
    Value x = net.image();
    x = AlexNet.normalised(x.conv(96, k(7).stride(2).pad(1)).relu().maxPool(POOL)); // 55 × 55
    x = AlexNet.normalised(x.conv(256, k(5).stride(2)).relu().maxPool(POOL)); // 13 × 13
    x = x.conv(384, k(3).same()).relu();
    x = x.conv(384, k(3).same()).relu();
    x = x.conv(256, k(3).same()).relu().maxPool(POOL); // 6 × 6
    net.output("scores", AlexNet.head(x));
  }
}
