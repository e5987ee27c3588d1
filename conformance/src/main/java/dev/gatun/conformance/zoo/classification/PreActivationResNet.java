package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// He, Zhang, Ren and Sun, *Identity Mappings in Deep Residual Networks*, 2016: normalisation and
/// rectifier stand before each convolution, so that nothing at all stands on the way around, and
/// the sum of all blocks reaches the end as it is. This is the paper's full pre-activation with 50
/// layers. As its appendix says, the stem is normalised and rectified before the first block, which
/// therefore lacks a normalisation of its own, and one more follows the last block. Strides stand
/// on the 3 × 3 convolutions.
final class PreActivationResNet {
  private static final double EPSILON = 1e-5;
  private static final int CLASSES = 1000;

  /// Weights of a rectifier's successor, times what keeps a block's addition small; [Value] says
  /// why.
  private static final double BRANCH = 0.25 * Math.sqrt(2);

  private PreActivationResNet() {}

  static void define50(Net net) {
    Value x = net.image().convNoBias(64, k(7).stride(2).pad(3));
    x = activated(x).maxPool(k(3).stride(2).pad(1));
    int[] counts = {3, 4, 6, 3};
    for (int stage = 0; stage < counts.length; stage++) {
      for (int block = 0; block < counts[stage]; block++) {
        int width = 64 << stage;
        boolean first = stage == 0 && block == 0;
        x = block > 0 ? same(x, width) : wider(first ? x : activated(x), width, stage > 0 ? 2 : 1);
      }
    }
    net.output("scores", activated(x).globalAveragePool().flatten().dense(CLASSES));
  }

  /// x + f(activated x): the way around is the identity.
  private static Value same(Value x, int width) {
    return branch(activated(x), width, 1).add(x);
  }

  /// g(activated x) + f(activated x): where the extents change, both ways start from the same.
  private static Value wider(Value activated, int width, int stride) {
    Value shortcut = activated.convNoBias(4 * width, k(1).stride(stride));
    return branch(activated, width, stride).add(shortcut);
  }

  /// 1 × 1 down to a quarter, 3 × 3 there, 1 × 1 up again; ends in a bare convolution.
  private static Value branch(Value activated, int width, int stride) {
    Net net = activated.net();
    Value y = activated(activated.convNoBias(width, k(1)));
    y = activated(y.convNoBias(width, k(3).stride(stride).same()));
    net.gain(BRANCH);
    y = y.convNoBias(4 * width, k(1));
    net.gain(Math.sqrt(2));
    return y;
  }

  private static Value activated(Value x) {
    return x.batchNorm(EPSILON).relu();
  }
}
