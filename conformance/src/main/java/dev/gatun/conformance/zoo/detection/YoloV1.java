package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// Redmon, Divvala, Girshick and Farhadi, *You Only Look Once: Unified, Real-Time Object
/// Detection*, 2016: detection as one regression. The picture is cut into 7 × 7 cells; the cell
/// that an object's centre falls into says where the object is and what. This is figure 3 of the
/// paper, 24 convolutions and two dense layers. Three quarters of its 271,703,550 parameters are in
/// the first dense layer, which is what the later versions drop.
final class YoloV1 {
  /// The picture's pixels per cell.
  private static final int STRIDE = 64;

  private static final int BOXES = 2;
  private static final int CLASSES = 20;

  /// x, y, √width, √height, confidence.
  private static final int NUMBERS = 5;

  private static final double SLOPE = 0.1;

  private YoloV1() {}

  static void define(Net net) {
    Value x = net.input("image", Open.NOTHING);
    net.discountBorders();
    x = pooled(unit(x, 64, k(7).stride(2).same())); // 112 × 112
    x = pooled(unit(x, 192, k(3).same())); // 56 × 56
    x = narrowWide(x, 128, 256);
    x = pooled(narrowWide(x, 256, 512)); // 28 × 28
    for (int i = 0; i < 4; i++) {
      x = narrowWide(x, 256, 512);
    }
    x = pooled(narrowWide(x, 512, 1024)); // 14 × 14
    for (int i = 0; i < 2; i++) {
      x = narrowWide(x, 512, 1024);
    }
    x = unit(x, 1024, k(3).same());
    x = unit(x, 1024, k(3).stride(2).same()); // 7 × 7
    x = unit(x, 1024, k(3).same());
    Value map = unit(x, 1024, k(3).same());
    x = map.flatten().dense(4096).leakyRelu(SLOPE);
    net.gain(0.12); // places and confidences mostly below 1, as after training
    long cells = net.size().dim(2) / STRIDE * (net.size().dim(3) / STRIDE);
    x = x.dense(Math.toIntExact(cells * (BOXES * NUMBERS + CLASSES)));
    detect(x.reshape(1, cells, BOXES * NUMBERS + CLASSES), map);
  }

  /// A convolution and a leaky rectifier.
  private static Value unit(Value x, int outC, Kernel kernel) {
    return x.conv(outC, kernel).leakyRelu(SLOPE);
  }

  /// 1 × 1 down to fewer channels, 3 × 3 up again: GoogLeNet's idea without its branches.
  private static Value narrowWide(Value x, int narrow, int wide) {
    return unit(unit(x, narrow, k(1)), wide, k(3).same());
  }

  private static Value pooled(Value x) {
    return x.maxPool(k(2).stride(2));
  }

  /// A cell has two boxes and one distribution over the classes. A box's score for a class is its
  /// confidence times the class's probability; its extents are squares of what the network says, so
  /// that an error of a pixel counts more in a small box.
  private static void detect(Value cells, Value map) {
    long count = cells.shape().dim(1);
    Value boxes = cells.slice(2, 0, BOXES * NUMBERS).reshape(0, -1, NUMBERS);
    Value classes = cells.slice(2, BOXES * NUMBERS, BOXES * NUMBERS + CLASSES);

    Extent none = new Extent(0, 0);
    Priors anchors = new Priors().grid(map, List.of(none, none));
    Value root = boxes.slice(2, 2, 4);
    Value corners =
        DenseBoxes.corners(DenseBoxes.inCells(boxes.slice(2, 0, 2), anchors, map), root.mul(root));

    Value confidence = boxes.slice(2, 4, 5).reshape(1, count, BOXES, 1);
    Value scores = confidence.mul(classes.reshape(1, count, 1, CLASSES));
    scores = scores.reshape(1, -1, CLASSES).transpose(0, 2, 1);
    DenseBoxes.output(corners, scores, DenseBoxes.select(corners, scores, 100, 0.5, 0.2));
  }
}
