package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Lin, Chen and Yan, *Network In Network*, 2013: two ideas that stayed. A 1 × 1 convolution is a
/// little dense network at every pixel; and the average of a map can be the score of a class, so
/// that the dense layers, AlexNet's bulk, are not needed at all. This is the authors' network for
/// ImageNet, as in Caffe's model zoo: 7.6 million parameters.
final class NetworkInNetwork {
  /// The last window may reach past the end, as in Caffe: 54 becomes 27.
  private static final Kernel POOL = k(3).stride(2).ceil();

  private static final int CLASSES = 1000;

  private NetworkInNetwork() {}

  static void define(Net net) {
    Value x = net.image();
    x = mlpConv(x, k(11).stride(4), 96, 96, 96).maxPool(POOL); // 54 × 54, then 27 × 27
    x = mlpConv(x, k(5).same(), 256, 256, 256).maxPool(POOL); // 13 × 13
    x = mlpConv(x, k(3).same(), 384, 384, 384).maxPool(POOL); // 6 × 6
    x = mlpConv(x, k(3).same(), 1024, 1024, CLASSES); // a map for each class
    net.output("scores", x.globalAveragePool().flatten());
  }

  /// A convolution, and a network of two layers on what it finds at each pixel.
  private static Value mlpConv(Value x, Kernel kernel, int seen, int hidden, int outC) {
    return x.conv(seen, kernel).relu().conv(hidden, k(1)).relu().conv(outC, k(1)).relu();
  }
}
