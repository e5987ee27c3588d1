package dev.gatun.conformance.zoo.detection;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// Girshick, *Fast R-CNN*, 2015: the image goes through the convolutions once, and each region
/// takes its part of the feature map, pooled to a fixed size. Variant L of the paper: VGG-16, for
/// the 20 classes of PASCAL VOC and the background. The paper looks at about 2000 regions of
/// selective search; the example has fewer.
final class FastRCnn {
  static final int CLASSES = 21;

  private static final int POOLED = 7;
  private static final double STRIDE = 16;
  private static final double THRESHOLD = 0.05;
  private static final double OVERLAP = 0.3;
  private static final int MOST = 100;

  /// Size of the scores that random weights give, so that a region has a favourite class.
  private static final double SCORES = 1.5;

  private FastRCnn() {}

  static void define(Net net) {
    Value image = net.input("image", Open.NOTHING);
    Value regions = net.input("rois", regions(net), List.of("R", "5"));
    Value boxes = regions.slice(1, 1, 5);
    head(Vgg16.features(image), regions, boxes, net.size());
  }

  private static Tensor regions(Net net) {
    Shape size = net.size();
    int count = Math.toIntExact(Math.max(4, size.dim(2) * size.dim(3) / 7500));
    float[] boxes = Examples.boxes(count, size.dim(3), size.dim(2), net.seed()).toFloats();
    float[] rows = new float[5 * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(boxes, 4 * i, rows, 5 * i + 1, 4);
    }
    return Tensor.of(rows, count, 5);
  }

  /// What is said of each region: a class, and for each class where its borders are.
  ///
  /// @param map features of the image
  /// @param regions `[R, 5]`
  /// @param boxes the same without the picture, `[R, 4]`
  /// @param image its extents
  static void head(Value map, Value regions, Value boxes, Shape image) {
    Net net = map.net();
    Value x = Vgg16.hidden(pooled(map, regions));
    net.gain(SCORES);
    Value scores = x.dense(CLASSES).softmax(1);
    net.gain(1);
    Value deltas = x.dense(4 * CLASSES).reshape(-1, CLASSES, 4);
    Value moved = Boxes.clipped(Boxes.decoded(boxes.reshape(-1, 1, 4), deltas, 10, 5), image);
    net.output("region_scores", scores, "R", "21");
    net.output("region_boxes", moved, "R", "21", "4");
    Value objects = scores.slice(1, 1, CLASSES);
    Detections.of(objects, moved.slice(1, 1, CLASSES), THRESHOLD, OVERLAP, MOST).output();
  }

  /// RoI pooling: the largest number in each of 7 × 7 parts of a region, with whole places of the
  /// map as borders.
  private static Value pooled(Value map, Value regions) {
    Shape y = Shape.of(regions.shape().dim(0), map.channels(), POOLED, POOLED);
    Attributes attributes =
        Attributes.none()
            .withInts("pooled_shape", POOLED, POOLED)
            .with("spatial_scale", (float) (1 / STRIDE));
    return map.net().node("MaxRoiPool", y, attributes, map, regions);
  }
}
