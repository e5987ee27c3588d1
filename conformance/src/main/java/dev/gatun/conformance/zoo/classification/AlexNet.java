package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Krizhevsky, Sutskever and Hinton, *ImageNet Classification with Deep Convolutional Neural
/// Networks*, 2012: five convolutions and three dense layers, wide and with rectifiers, made
/// trainable by two graphics cards. Where the cards do not talk to each other, a convolution has
/// two groups. 60,965,224 parameters, of which 58.6 million are in the dense layers.
///
/// The paper says 224 × 224, but its 55 × 55 maps need the 227 that everyone takes since.
final class AlexNet {
  /// Pools that overlap, which the authors found to generalise a little better.
  private static final Kernel POOL = k(3).stride(2);

  /// Neighbouring channels that normalise each other.
  private static final int NEIGHBOURS = 5;

  private static final double LRN_ALPHA = 1e-4;
  private static final double LRN_BETA = 0.75;
  private static final double LRN_BIAS = 2;

  private static final int CARDS = 2;
  private static final int CLASSES = 1000;

  private AlexNet() {}

  static void define(Net net) {
    Value x = net.image();
    x = normalised(x.conv(96, k(11).stride(4)).relu()).maxPool(POOL); // 55 × 55, then 27 × 27
    x = normalised(x.conv(256, k(5).same().groups(CARDS)).relu()).maxPool(POOL); // then 13 × 13
    x = x.conv(384, k(3).same()).relu(); // both cards see all channels
    x = x.conv(384, k(3).same().groups(CARDS)).relu();
    x = x.conv(256, k(3).same().groups(CARDS)).relu().maxPool(POOL); // 6 × 6
    net.output("scores", head(x));
  }

  /// Two wide layers and the scores. Half of the wide ones' results are dropped in training.
  static Value head(Value x) {
    return x.flatten().dense(4096).relu().dense(4096).relu().dense(CLASSES);
  }

  /// Channels compete: each is divided by `(2 + 10⁻⁴ · Σ x²)^0.75`, the sum over five neighbours.
  /// (ONNX's alpha is for the mean of the squares, the paper's for their sum.)
  static Value normalised(Value x) {
    return x.localResponseNorm(NEIGHBOURS, LRN_ALPHA * NEIGHBOURS, LRN_BETA, LRN_BIAS);
  }
}
