package dev.gatun.conformance.zoo.filters;

import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// A convolution whose weights are written down.
///
/// ```java
/// new Mask(1f / 9, new float[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}).on(image)
/// ```
final class Mask {
  private final float factor;
  private final float[][] weights;

  /// A square of weights.
  ///
  /// @param factor that all of them are multiplied by
  /// @param weights as one lays them on the picture, by row; an odd number each way
  Mask(float factor, float[][] weights) {
    this.factor = factor;
    this.weights = weights;
  }

  /// Each channel filtered alone. Beyond its border the picture is mirrored.
  ///
  /// @param image `[N, C, H, W]`
  /// @return `[N, C, H, W]`
  Value on(Value image) {
    Net net = image.net();
    int extent = weights.length;
    int channels = image.channels();
    Value w = net.constant("mask", repeated(channels));
    net.count(image.shape().size() * extent * extent);
    Attributes attributes =
        Attributes.none().withInts("kernel_shape", extent, extent).with("group", channels);
    return net.node("Conv", image.shape(), attributes, image.padReflect(extent / 2), w);
  }

  /// The same weights for every channel.
  private Tensor repeated(int channels) {
    int extent = weights.length;
    float[] all = new float[channels * extent * extent];
    for (int i = 0; i < all.length; i++) {
      all[i] = factor * weights[i / extent % extent][i % extent];
    }
    return Tensor.of(all, channels, 1, extent, extent);
  }
}
