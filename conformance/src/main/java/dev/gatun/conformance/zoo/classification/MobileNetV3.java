package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Howard et al., *Searching for MobileNetV3*, 2019: inverted residuals found by search, with
/// squeeze-and-excitation (Hu, Shen and Sun, 2018) and a swish made of straight lines; a head that
/// pools before it grows wide. Tables 1 and 2 of the paper, in torchvision's reading.
final class MobileNetV3 {
  private static final double EPSILON = 1e-3;
  private static final double BRANCH = 0.25;
  private static final int CLASSES = 1000;

  /// A line of the paper's tables.
  private record Block(
      int kernel, int expanded, int outC, boolean squeezed, boolean swish, int stride) {}

  private static final Block[] LARGE = {
    new Block(3, 16, 16, false, false, 1),
    new Block(3, 64, 24, false, false, 2),
    new Block(3, 72, 24, false, false, 1),
    new Block(5, 72, 40, true, false, 2),
    new Block(5, 120, 40, true, false, 1),
    new Block(5, 120, 40, true, false, 1),
    new Block(3, 240, 80, false, true, 2),
    new Block(3, 200, 80, false, true, 1),
    new Block(3, 184, 80, false, true, 1),
    new Block(3, 184, 80, false, true, 1),
    new Block(3, 480, 112, true, true, 1),
    new Block(3, 672, 112, true, true, 1),
    new Block(5, 672, 160, true, true, 2),
    new Block(5, 960, 160, true, true, 1),
    new Block(5, 960, 160, true, true, 1)
  };

  private static final Block[] SMALL = {
    new Block(3, 16, 16, true, false, 2),
    new Block(3, 72, 24, false, false, 2),
    new Block(3, 88, 24, false, false, 1),
    new Block(5, 96, 40, true, true, 2),
    new Block(5, 240, 40, true, true, 1),
    new Block(5, 240, 40, true, true, 1),
    new Block(5, 120, 48, true, true, 1),
    new Block(5, 144, 48, true, true, 1),
    new Block(5, 288, 96, true, true, 2),
    new Block(5, 576, 96, true, true, 1),
    new Block(5, 576, 96, true, true, 1)
  };

  private MobileNetV3() {}

  static void defineLarge(Net net) {
    define(net, LARGE, 960, 1280);
  }

  static void defineSmall(Net net) {
    define(net, SMALL, 576, 1024);
  }

  private static void define(Net net, Block[] blocks, int last, int head) {
    Value x = net.image().convNoBias(16, k(3).stride(2).pad(1)).batchNorm(EPSILON).hardSwish();
    for (Block block : blocks) {
      x = invertedResidual(x, block);
    }
    x = x.convNoBias(last, k(1)).batchNorm(EPSILON).hardSwish();
    x = x.globalAveragePool().flatten().dense(head).hardSwish();
    net.output("scores", x.dense(CLASSES));
  }

  /// 1 × 1 up, depthwise, channels weighed, 1 × 1 down without an activation, beside the identity.
  private static Value invertedResidual(Value x, Block block) {
    boolean residual = block.stride() == 1 && x.channels() == block.outC();
    Value y = x;
    if (block.expanded() != x.channels()) {
      y = activated(y.convNoBias(block.expanded(), k(1)), block);
    }
    y = activated(y.depthwise(k(block.kernel()).stride(block.stride()).same()), block);
    y = block.squeezed() ? squeezeExcite(y) : y;
    y = y.convNoBias(block.outC(), k(1)).batchNorm(EPSILON, residual ? BRANCH : 1);
    return residual ? y.add(x) : y;
  }

  private static Value activated(Value x, Block block) {
    Value y = x.batchNorm(EPSILON);
    return block.swish() ? y.hardSwish() : y.relu();
  }

  /// Each channel times a number between 0 and 1 that the averages of all channels decide.
  private static Value squeezeExcite(Value x) {
    Value narrow = x.globalAveragePool().conv(eighths(x.channels() / 4), k(1)).relu();
    return x.mul(narrow.conv(x.channels(), k(1)).hardSigmoid());
  }

  /// The nearest multiple of eight that is not below nine tenths of the wish.
  private static int eighths(int wish) {
    int nearest = Math.max(8, (wish + 4) / 8 * 8);
    return nearest < 0.9 * wish ? nearest + 8 : nearest;
  }
}
