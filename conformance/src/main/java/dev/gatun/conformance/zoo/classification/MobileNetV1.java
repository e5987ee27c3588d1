package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Howard et al., *MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
/// Applications*, 2017: almost nothing but depthwise separable convolutions, which cost an eighth
/// or ninth of full ones. Table 1 of the paper at width 1 and 224 pixels. Rectifiers are plain, as
/// the paper has them; later implementations cut them off at 6.
final class MobileNetV1 {
  private static final double EPSILON = 1e-3;
  private static final int CLASSES = 1000;

  /// Channels and stride of each separable convolution.
  private static final int[][] LAYERS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private MobileNetV1() {}

  static void define(Net net) {
    Value x = net.image().convNoBias(32, k(3).stride(2).pad(1)).batchNorm(EPSILON).relu();
    for (int[] layer : LAYERS) {
      x = separable(x, layer[0], layer[1]);
    }
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// 3 × 3 in each channel alone, then 1 × 1 across channels, each normalised and rectified.
  private static Value separable(Value x, int outC, int stride) {
    Value y = x.depthwise(k(3).stride(stride).same()).batchNorm(EPSILON).relu();
    return y.convNoBias(outC, k(1)).batchNorm(EPSILON).relu();
  }
}
