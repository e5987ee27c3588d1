package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Simonyan and Zisserman, *Very Deep Convolutional Networks for Large-Scale Image Recognition*,
/// 2014: nothing but 3 × 3 convolutions, deep. Two of them see as far as one of 5 × 5 and three as
/// far as one of 7 × 7, with fewer weights and more rectifiers. These are configurations D (16
/// layers, 138,357,544 parameters) and E (19 layers, 143,667,240).
public final class VGG {
  private VGG() {}

  static void define16(Net net) {
    define(net, 2, 2, 3, 3, 3);
  }

  static void define19(Net net) {
    define(net, 2, 2, 4, 4, 4);
  }

  private static void define(Net net, int... counts) {
    Value x = net.image();
    for (int stage = 0; stage < counts.length; stage++) {
      int channels = Math.min(64 << stage, 512);
      x = stage(x, channels, counts[stage]).maxPool(k(2).stride(2));
    }
    net.output("scores", AlexNet.head(x)); // 7 × 7 maps
  }

  /// Convolutions at one resolution.
  ///
  /// @param x what comes in
  /// @param channels of each result
  /// @param count how many convolutions
  /// @return `[N, channels, …]`, not yet pooled
  public static Value stage(Value x, int channels, int count) {
    Value y = x;
    for (int i = 0; i < count; i++) {
      y = y.conv(channels, k(3).same()).relu();
    }
    return y;
  }
}
