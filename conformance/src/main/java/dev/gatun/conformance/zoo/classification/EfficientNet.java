package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Tan and Le, *EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks*, 2019:
/// inverted residuals with squeeze-and-excitation, whose depth, width and resolution grow together
/// by one rule. This is B0 of table 1, from which the others are scaled.
final class EfficientNet {
  private static final double EPSILON = 1e-3;
  private static final double BRANCH = 0.25;
  private static final int CLASSES = 1000;

  /// Expansion, window, stride of the first block, channels, how many blocks.
  private static final int[][] STAGES = {
    {1, 3, 1, 16, 1},
    {6, 3, 2, 24, 2},
    {6, 5, 2, 40, 2},
    {6, 3, 2, 80, 3},
    {6, 5, 1, 112, 3},
    {6, 5, 2, 192, 4},
    {6, 3, 1, 320, 1}
  };

  private EfficientNet() {}

  static void defineB0(Net net) {
    net.gain(1); // numbers of a few units, as behind trained BatchNorms, for which gates open
    Value x = net.image().convNoBias(32, k(3).stride(2).pad(1)).batchNorm(EPSILON).swish();
    for (int[] stage : STAGES) {
      for (int block = 0; block < stage[4]; block++) {
        x = mobileBlock(x, stage[0], stage[1], block == 0 ? stage[2] : 1, stage[3]);
      }
    }
    x = x.convNoBias(1280, k(1)).batchNorm(EPSILON).swish();
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// 1 × 1 up, depthwise, channels weighed, 1 × 1 down without an activation, beside the identity.
  private static Value mobileBlock(Value x, int expansion, int window, int stride, int outC) {
    boolean residual = stride == 1 && x.channels() == outC;
    Value y = x;
    if (expansion > 1) {
      y = y.convNoBias(expansion * x.channels(), k(1)).batchNorm(EPSILON).swish();
    }
    y = y.depthwise(k(window).stride(stride).same()).batchNorm(EPSILON).swish();
    y = squeezeExcite(y, x.channels() / 4);
    y = y.convNoBias(outC, k(1)).batchNorm(EPSILON, residual ? BRANCH : 1);
    return residual ? y.add(x) : y;
  }

  /// Each channel times a number between 0 and 1 that the averages of all channels decide. The
  /// narrow middle is a quarter of what came into the block, not of what it was expanded to.
  private static Value squeezeExcite(Value x, int narrow) {
    Value squeezed = x.globalAveragePool().conv(narrow, k(1)).swish();
    return x.mul(squeezed.conv(x.channels(), k(1)).sigmoid());
  }
}
