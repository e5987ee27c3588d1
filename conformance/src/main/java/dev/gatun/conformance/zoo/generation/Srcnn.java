package dev.gatun.conformance.zoo.generation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Dong, Loy, He and Tang, *Learning a Deep Convolutional Network for Image Super-Resolution*,
/// 2014: three convolutions turn an enlarged, blurred picture into a sharp one. This is the network
/// 9-1-5 on brightness alone: 8,032 weights, and the biases. The picture comes enlarged already
/// (bicubic, by any factor); borders of zeros keep its extents.
final class Srcnn {
  private Srcnn() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    x = x.conv(64, k(9).same()).relu(); // patches are described,
    x = x.conv(32, k(1)).relu(); // descriptions mapped to those of sharp patches,
    net.gain(1);
    net.output("sharp", x.conv(1, k(5).same())); // and these averaged where they overlap
  }
}
