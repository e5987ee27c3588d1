package dev.gatun.conformance.zoo.generation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Johnson, Alahi and Fei-Fei, *Perceptual Losses for Real-Time Style Transfer and
/// Super-Resolution*, 2016: a network learns to repaint any picture in one painter's style, where
/// an optimisation for each picture was needed before.
///
/// This is the variant of PyTorch's examples, with what became customary soon after: instance
/// normalisation in place of BatchNorm (Ulyanov, Vedaldi and Lempitsky, 2016), mirrored borders,
/// and nearest neighbours before a convolution in place of a transposed one, whose chequered
/// patterns it avoids (Odena, Dumoulin and Olah, 2016). Extents are multiples of 4.
final class FastStyle {
  private static final double EPSILON = 1e-5;
  private static final int BLOCKS = 5;
  private static final int COLORS = 3;

  private FastStyle() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    x = unit(x, 32, 9, 1).relu();
    x = unit(x, 64, 3, 2).relu();
    x = unit(x, 128, 3, 2).relu();
    for (int block = 0; block < BLOCKS; block++) {
      x = residual(x);
    }
    x = unit(x.upsample(2, "nearest"), 64, 3, 1).relu();
    x = unit(x.upsample(2, "nearest"), 32, 3, 1).relu();
    net.gain(1);
    net.output("painted", mirrored(x, COLORS, 9, 1));
  }

  /// Two convolutions beside a way around them; nothing follows the sum.
  private static Value residual(Value x) {
    Value y = unit(x, x.channels(), 3, 1).relu();
    return unit(y, x.channels(), 3, 1).add(x);
  }

  private static Value unit(Value x, int outC, int extent, int stride) {
    return mirrored(x, outC, extent, stride).instanceNorm(EPSILON);
  }

  /// A convolution that sees the picture mirrored beyond its border.
  private static Value mirrored(Value x, int outC, int extent, int stride) {
    return x.padReflect(extent / 2).conv(outC, k(extent).stride(stride));
  }
}
