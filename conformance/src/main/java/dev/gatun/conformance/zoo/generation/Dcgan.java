package dev.gatun.conformance.zoo.generation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Radford, Metz and Chintala, *Unsupervised Representation Learning with Deep Convolutional
/// Generative Adversarial Networks*, 2015: one network makes pictures out of noise, the other tells
/// them from real ones, and each learns from the other. No pools and no dense layers: strides alone
/// change the extents. Widths and windows are those of PyTorch's examples, 64 to 512 channels and 4
/// × 4.
final class Dcgan {
  private static final double EPSILON = 1e-5;
  private static final int WIDTH = 64;
  private static final int COLORS = 3;

  private Dcgan() {}

  /// 100 numbers become a picture of 64 × 64: first a map of 4 × 4, then doubled four times.
  static void generator(Net net) {
    Value x = net.input("noise", Open.BATCH);
    x = x.convTransposeNoBias(8 * WIDTH, k(4), 0).batchNorm(EPSILON).relu();
    for (int width = 4 * WIDTH; width >= WIDTH; width /= 2) {
      x = x.convTransposeNoBias(width, half(), 0).batchNorm(EPSILON).relu();
    }
    net.gain(1);
    net.output("image", x.convTransposeNoBias(COLORS, half(), 0).tanh());
  }

  /// The same way back: a picture of 64 × 64 becomes the probability that it is a real one. The
  /// first layer has no normalisation, as the paper advises.
  static void discriminator(Net net) {
    Value x = net.image().convNoBias(WIDTH, half()).leakyRelu(0.2);
    for (int width = 2 * WIDTH; width <= 8 * WIDTH; width *= 2) {
      x = x.convNoBias(width, half()).batchNorm(EPSILON).leakyRelu(0.2);
    }
    net.gain(1);
    net.output("probability", x.convNoBias(1, k(4)).sigmoid().flatten());
  }

  /// Half the extents, or twice as many where it is transposed.
  private static Kernel half() {
    return k(4).stride(2).pad(1);
  }
}
