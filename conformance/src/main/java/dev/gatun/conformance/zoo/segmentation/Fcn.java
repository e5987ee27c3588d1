package dev.gatun.conformance.zoo.segmentation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.classification.VGG;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Long, Shelhamer and Darrell, *Fully Convolutional Networks for Semantic Segmentation*, 2015: a
/// classifier whose dense layers slide over the picture as convolutions gives a coarse map of
/// classes, and transposed convolutions bring it back to full size with the help of finer layers.
///
/// This is FCN-8s on VGG-16 in its aligned form: every border is half a window wide, so that maps
/// lie on each other where extents are multiples of 32. The authors' Caffe files have the same
/// layers and weights, yet give the picture a border of 100 pixels and crop each map instead.
final class Fcn {
  /// The classes of PASCAL VOC and the background.
  private static final int CLASSES = 21;

  /// Channels of what were VGG's dense layers.
  private static final int DENSE = 4096;

  private Fcn() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    x = stage(x, 64, 2);
    x = stage(x, 128, 2);
    Value pool3 = stage(x, 256, 3); // an eighth of the extents
    Value pool4 = stage(pool3, 512, 3); // a sixteenth
    Value pool5 = stage(pool4, 512, 3); // a thirty-second
    x = pool5.conv(DENSE, k(7).same()).relu(); // fc6
    x = x.conv(DENSE, k(1)).relu(); // fc7
    net.gain(1);
    x = score(x);
    x = upsampled(x, 2).add(score(pool4));
    x = upsampled(x, 2).add(score(pool3));
    net.output("scores", upsampled(x, 8));
  }

  /// A part of VGG-16: 3 × 3 convolutions, then half the extents.
  private static Value stage(Value x, int width, int count) {
    return VGG.stage(x, width, count).maxPool(k(2).stride(2));
  }

  /// What each place says about the classes.
  private static Value score(Value x) {
    return x.conv(CLASSES, k(1));
  }

  /// Larger maps: a window of twice the stride, which training starts as bilinear interpolation.
  private static Value upsampled(Value x, int stride) {
    Kernel kernel = k(2L * stride).stride(stride).pad(stride / 2);
    return x.convTransposeNoBias(CLASSES, kernel, 0);
  }
}
