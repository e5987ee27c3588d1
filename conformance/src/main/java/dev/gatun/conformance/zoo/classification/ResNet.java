package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// He, Zhang, Ren and Sun, *Deep Residual Learning for Image Recognition*, 2015: a layer learns
/// what to add to its input, and a hundred of them still learn. Strides stand on the 3 × 3
/// convolutions, as in most implementations since.
public final class ResNet {
  private static final double EPSILON = 1e-5;

  /// Size of what a block adds.
  private static final double BRANCH = 0.25;

  private static final int CLASSES = 1000;

  private ResNet() {}

  static void define18(Net net) {
    Value x = stem(net.image());
    int[] counts = {2, 2, 2, 2};
    for (int stage = 0; stage < counts.length; stage++) {
      for (int block = 0; block < counts[stage]; block++) {
        x = basic(x, 64 << stage, stage > 0 && block == 0 ? 2 : 1);
      }
    }
    net.output("scores", head(x));
  }

  static void define50(Net net) {
    bottlenecks(net, 3, 4, 6, 3);
  }

  static void define152(Net net) {
    bottlenecks(net, 3, 8, 36, 3);
  }

  private static void bottlenecks(Net net, int... counts) {
    Value x = stem(net.image());
    for (int stage = 0; stage < counts.length; stage++) {
      x = stage(x, 64 << stage, counts[stage], stage == 0 ? 1 : 2, 1);
    }
    net.output("scores", head(x));
  }

  /// A quarter of the extents, 64 channels.
  ///
  /// @param image `[N, 3, H, W]`
  /// @return `[N, 64, H/4, W/4]`
  public static Value stem(Value image) {
    return unit(image, 64, k(7).stride(2).pad(3)).relu().maxPool(k(3).stride(2).pad(1));
  }

  /// Bottleneck blocks at one resolution.
  ///
  /// @param x what comes in
  /// @param width channels inside a block, a quarter of those that come out
  /// @param count how many blocks
  /// @param stride of the first block
  /// @param dilation of the 3 × 3 convolutions, for networks that keep the resolution instead
  /// @return `[N, 4·width, …]`
  public static Value stage(Value x, int width, int count, int stride, int dilation) {
    return stage(x, width, count, stride, dilation, dilation);
  }

  /// Bottleneck blocks at one resolution, where the first one still looks at neighbours as far away
  /// as the stage before does.
  ///
  /// @param x what comes in
  /// @param width channels inside a block, a quarter of those that come out
  /// @param count how many blocks
  /// @param stride of the first block
  /// @param firstDilation of the first block's 3 × 3 convolution
  /// @param dilation of the others'
  /// @return `[N, 4·width, …]`
  public static Value stage(
      Value x, int width, int count, int stride, int firstDilation, int dilation) {
    Value y = bottleneck(x, width, stride, firstDilation);
    for (int block = 1; block < count; block++) {
      y = bottleneck(y, width, 1, dilation);
    }
    return y;
  }

  /// Two 3 × 3 convolutions beside a way around them.
  private static Value basic(Value x, int width, int stride) {
    Value y = unit(x, width, k(3).stride(stride).same()).relu();
    return branchEnd(y, width, k(3).same()).add(shortcut(x, width, stride)).relu();
  }

  /// 1 × 1 down to a quarter, 3 × 3 there, 1 × 1 up again, beside a way around them.
  private static Value bottleneck(Value x, int width, int stride, int dilation) {
    Value y = unit(x, width, k(1)).relu();
    y = unit(y, width, k(3).stride(stride).dilation(dilation).same()).relu();
    return branchEnd(y, 4 * width, k(1)).add(shortcut(x, 4 * width, stride)).relu();
  }

  /// The way around: nothing at all, or a 1 × 1 convolution where the extents change.
  private static Value shortcut(Value x, int outC, int stride) {
    return stride == 1 && x.channels() == outC ? x : unit(x, outC, k(1).stride(stride));
  }

  private static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON);
  }

  private static Value branchEnd(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON, BRANCH);
  }

  private static Value head(Value x) {
    return x.globalAveragePool().flatten().dense(CLASSES);
  }
}
