package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// Girshick, Donahue, Darrell and Malik, *Rich Feature Hierarchies for Accurate Object Detection
/// and Semantic Segmentation*, 2014 (R-CNN): each of about 2000 regions is cut out of the image,
/// warped to 227 × 227, and classified as if it were a photograph. AlexNet for PASCAL VOC; support
/// vector machines on fc7 give the scores (section 2.3), and ridge regressions on pool5 the borders
/// (appendix C); the softmax of 21 that fine-tuning trained is a result, too. The example has few
/// regions, since each costs a whole AlexNet.
final class RCnn {
  /// VOC's classes; a support vector machine each, and none for the background.
  private static final int CLASSES = 20;

  private static final int INPUT = 227;

  /// Pixels of context around the region, at the warped size (appendix A).
  private static final int CONTEXT = 16;

  /// Where the plane of a support vector machine lies.
  private static final double THRESHOLD = 0;

  private static final double OVERLAP = 0.3;
  private static final int MOST = 100;

  private RCnn() {}

  static void define(Net net) {
    Value image = net.input("image", Open.NOTHING);
    Shape size = net.size();
    int count = size.dim(2) < 300 ? 2 : 16;
    Value boxes =
        net.input(
            "rois", Examples.boxes(count, size.dim(3), size.dim(2), net.seed()), List.of("R", "4"));

    Value pool5 = features(warped(image, boxes)).flatten();
    Value fc7 = pool5.dense(4096).relu().dense(4096).relu();
    net.gain(1);
    Value softmax = fc7.dense(CLASSES + 1).softmax(1);
    Value margins = fc7.dense(CLASSES);
    Value deltas = pool5.dense(4 * CLASSES).reshape(-1, CLASSES, 4);
    Value moved = Boxes.clipped(Boxes.decoded(boxes.reshape(-1, 1, 4), deltas, 10, 5), size);

    net.output("softmax", softmax, "R", "21");
    net.output("margins", margins, "R", "20");
    net.output("region_boxes", moved, "R", "20", "4");
    Detections.of(margins, moved, THRESHOLD, OVERLAP, MOST).output();
  }

  /// Each region with its context, stretched to the size that AlexNet takes, whatever its shape
  /// was. `RoiAlign` does it: with one sample for each pixel it is a bilinear crop-and-resize, and
  /// gives zeros, which are the mean, where the context leaves the image.
  private static Value warped(Value image, Value boxes) {
    Value low = boxes.slice(1, 0, 2);
    Value extents = boxes.slice(1, 2, 4).sub(low);
    Value border = extents.mul((double) CONTEXT / (INPUT - 2 * CONTEXT));
    Value wider = image.net().concat(1, low.sub(border), low.add(extents).add(border));
    return Boxes.aligned(image, wider, INPUT, 1, 1);
  }

  /// AlexNet's convolutions (Krizhevsky, Sutskever and Hinton, 2012), with Caffe's order of pools
  /// and normalisation.
  private static Value features(Value x) {
    Value y = x.conv(96, k(11).stride(4)).relu();
    y = y.maxPool(k(3).stride(2)).localResponseNorm(5, 1e-4, 0.75, 1);
    y = y.conv(256, k(5).pad(2).groups(2)).relu();
    y = y.maxPool(k(3).stride(2)).localResponseNorm(5, 1e-4, 0.75, 1);
    y = y.conv(384, k(3).pad(1)).relu();
    y = y.conv(384, k(3).pad(1).groups(2)).relu();
    y = y.conv(256, k(3).pad(1).groups(2)).relu();
    return y.maxPool(k(3).stride(2));
  }
}
