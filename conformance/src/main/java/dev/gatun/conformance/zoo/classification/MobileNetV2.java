package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Sandler, Howard, Zhu, Zhmoginov and Chen, *MobileNetV2: Inverted Residuals and Linear
/// Bottlenecks*, 2018: what flows between blocks is narrow, what happens inside is wide, and the
/// narrow ends are not rectified, since that would lose what few channels hold. Table 2 of the
/// paper at width 1.
final class MobileNetV2 {
  private static final double EPSILON = 1e-5;
  private static final double BRANCH = 0.25;
  private static final int CLASSES = 1000;

  /// Expansion, channels, how many blocks, stride of the first one.
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private MobileNetV2() {}

  static void define(Net net) {
    Value x = net.image().convNoBias(32, k(3).stride(2).pad(1)).batchNorm(EPSILON).relu6();
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[2]; block++) {
        x = invertedResidual(x, stage[0], stage[1], block == 0 ? stage[3] : 1);
      }
    }
    x = expanded(x, 1280);
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// 1 × 1 up, 3 × 3 in each channel alone, 1 × 1 down without a rectifier, beside the identity.
  private static Value invertedResidual(Value x, int expansion, int outC, int stride) {
    boolean residual = stride == 1 && x.channels() == outC;
    Value y = expansion == 1 ? x : expanded(x, expansion * x.channels());
    y = y.depthwise(k(3).stride(stride).same()).batchNorm(EPSILON).relu6();
    y = y.convNoBias(outC, k(1)).batchNorm(EPSILON, residual ? BRANCH : 1);
    return residual ? y.add(x) : y;
  }

  private static Value expanded(Value x, int outC) {
    return x.convNoBias(outC, k(1)).batchNorm(EPSILON).relu6();
  }
}
