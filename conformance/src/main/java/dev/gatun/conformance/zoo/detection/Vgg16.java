package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.classification.VGG;
import dev.gatun.conformance.zoo.net.Value;

/// The parts of VGG-16 (Simonyan and Zisserman, 2014) that Fast and Faster R-CNN are made of. Pools
/// round up, as Caffe's do: 600 pixels become 38 places.
final class Vgg16 {
  private static final int HIDDEN = 4096;

  private Vgg16() {}

  /// All thirteen convolutions; the last pool is left out, since RoI pooling stands in its place.
  ///
  /// @param image `[N, 3, H, W]`
  /// @return `[N, 512, ⌈H/16⌉, ⌈W/16⌉]`
  static Value features(Value image) {
    int[] widths = {64, 128, 256, 512, 512};
    int[] counts = {2, 2, 3, 3, 3};
    Value x = image;
    for (int block = 0; block < widths.length; block++) {
      if (block > 0) {
        x = x.maxPool(k(2).stride(2).ceil());
      }
      x = VGG.stage(x, widths[block], counts[block]);
    }
    return x;
  }

  /// The two fully connected layers fc6 and fc7.
  ///
  /// @param regions `[R, 512, 7, 7]`
  /// @return `[R, 4096]`
  static Value hidden(Value regions) {
    return regions.flatten().dense(HIDDEN).relu().dense(HIDDEN).relu();
  }
}
