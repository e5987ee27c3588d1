package dev.gatun.conformance.zoo.segmentation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.classification.ResNet;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Chen, Papandreou, Schroff and Adam, *Rethinking Atrous Convolution for Semantic Image
/// Segmentation*, 2017: windows with holes (dilation) see far without losing resolution, and a
/// pyramid of them sees objects of all sizes. This is torchvision's variant: ResNet-50 whose last
/// two stages dilate in place of striding, so that maps keep an eighth of the extents, rates of 12,
/// 24 and 36, one more 3 × 3 convolution before the scores, and no auxiliary head. Extents are
/// multiples of 8.
final class DeepLabV3 {
  private static final double EPSILON = 1e-5;

  /// Channels of each part of the pyramid.
  private static final int WIDTH = 256;

  /// The classes of PASCAL VOC and the background.
  private static final int CLASSES = 21;

  private DeepLabV3() {}

  static void define(Net net) {
    Value x = ResNet.stem(net.input("image", Open.SIZE));
    x = ResNet.stage(x, 64, 3, 1, 1);
    x = ResNet.stage(x, 128, 4, 2, 1);
    x = ResNet.stage(x, 256, 6, 1, 1, 2);
    x = ResNet.stage(x, 512, 3, 1, 2, 4);
    x = pyramid(x);
    x = unit(x, k(3).same());
    net.gain(1);
    net.output("scores", x.conv(CLASSES, k(1)).upsample(8, "linear"));
  }

  /// Atrous spatial pyramid pooling: the same map seen point by point, through ever wider windows,
  /// and as a whole.
  private static Value pyramid(Value x) {
    Value parts =
        x.net()
            .concat(
                1,
                unit(x, k(1)),
                unit(x, k(3).dilation(12).same()),
                unit(x, k(3).dilation(24).same()),
                unit(x, k(3).dilation(36).same()),
                whole(x));
    return unit(parts, k(1));
  }

  /// What the picture shows as a whole, said at every place.
  private static Value whole(Value x) {
    Value seen = unit(x.globalAveragePool(), k(1));
    Value extents =
        x.net().node("Shape", DType.INT64, Shape.of(2), Attributes.none().with("start", 2), x);
    Shape everywhere = Shape.of(x.shape().dim(0), WIDTH, x.shape().dim(2), x.shape().dim(3));
    return x.net().node("Expand", everywhere, Attributes.none(), seen, extents);
  }

  private static Value unit(Value x, Kernel kernel) {
    return x.convNoBias(WIDTH, kernel).batchNorm(EPSILON).relu();
  }
}
