package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.LoadOptions;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.classification.ResNet;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Dai, Li, He and Sun, *R-FCN: Object Detection via Region-based Fully Convolutional Networks*,
/// 2016: all layers see the whole image, and what is left to do for a region is to look up and
/// average, so that many regions cost little. ResNet-50 for PASCAL VOC with 3 × 3 parts of a
/// region, as in the paper's figures, and one box for all classes. The last stage keeps the
/// resolution and spreads its windows instead (à trous).
///
/// The lookup is an operator that ONNX lacks: see [PositionSensitiveRoiPool].
final class RFcn {
  private static final int CLASSES = 21;
  private static final int PARTS = 3;
  private static final int REDUCED = 1024;
  private static final float SCALE = 1f / 16;
  private static final double THRESHOLD = 0.1;
  private static final double OVERLAP = 0.3;
  private static final int MOST = 40;

  /// Size of the scores that random weights give: means over parts are small.
  private static final double SCORES = 4;

  private RFcn() {}

  static LoadOptions loading(LoadOptions options) {
    return PositionSensitiveRoiPool.registered(options);
  }

  static void define(Net net) {
    Shape size = net.size();
    Value x = ResNet.stem(net.input("image", Open.NOTHING));
    x = ResNet.stage(x, 64, 3, 1, 1);
    x = ResNet.stage(x, 128, 4, 2, 1);
    Value conv4 = ResNet.stage(x, 256, 6, 2, 1);
    Value boxes = FasterRCnn.proposals(conv4, size);
    Value conv5 = ResNet.stage(conv4, 512, 3, 1, 2);
    Value reduced = conv5.conv(REDUCED, k(1)).relu();

    Value regions = Boxes.regions(boxes);
    net.gain(SCORES);
    Value scores = voted(reduced, regions, CLASSES).softmax(1);
    net.gain(2);
    Value moved = Boxes.clipped(Boxes.decoded(boxes, voted(reduced, regions, 4), 10, 5), size);
    net.output("region_scores", scores, "R", "21");
    net.output("region_boxes", moved, "R", "4");
    Value objects = scores.slice(1, 1, CLASSES);
    Detections.of(objects, forAll(moved, CLASSES - 1), THRESHOLD, OVERLAP, MOST).output();
  }

  /// Every part of a region looks at its own maps, and the mean of what they find counts.
  private static Value voted(Value x, Value regions, int channels) {
    Value maps = x.conv(channels * PARTS * PARTS, k(1));
    Value parts = new PositionSensitiveRoiPool(SCALE, channels, PARTS).applied(maps, regions);
    return parts.mean(2, 3).flatten();
  }

  /// The same box for each class.
  private static Value forAll(Value boxes, int classes) {
    Net net = boxes.net();
    Shape y = Shape.of(boxes.shape().dim(0), classes, 4);
    Value extents = net.ints(1, classes, 1);
    return net.node(
        "Expand", DType.FLOAT32, y, Attributes.none(), boxes.reshape(-1, 1, 4), extents);
  }
}
