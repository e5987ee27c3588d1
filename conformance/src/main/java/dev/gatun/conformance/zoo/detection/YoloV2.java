package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import dev.gatun.op.Ints;
import java.util.List;

/// Redmon and Farhadi, *YOLO9000: Better, Faster, Stronger*, 2017: YOLO without dense layers, with
/// BatchNorm and with anchors whose extents are the cluster centres of the training boxes. Two
/// networks for the 20 classes of Pascal VOC, as in the released `yolov2-voc.cfg` (50,655,389
/// parameters; the paper's text lacks its 1 × 1 convolution before the passthrough) and
/// `yolov2-tiny-voc.cfg` (15,861,773).
final class YoloV2 {
  private static final int CLASSES = 20;

  /// Widths and heights in cells.
  private static final double[] ANCHORS = {
    1.3221, 1.73145, 3.19275, 4.00944, 5.05587, 8.09892, 9.47112, 4.84053, 11.2364, 10.0071
  };

  private static final double[] TINY_ANCHORS = {
    1.08, 1.19, 3.42, 4.41, 6.63, 11.38, 9.42, 5.11, 16.62, 10.52
  };

  /// Cells that the anchors' extents are counted in.
  private static final double GRID = 13;

  private YoloV2() {}

  static void define(Net net) {
    Value x = net.input("image", Open.NOTHING);
    net.discountBorders();
    // Darknet-19, trained to classify
    x = pooled(Darknet.unit(x, 32, 3));
    x = pooled(Darknet.unit(x, 64, 3));
    x = pooled(wideNarrow(x, 128, 3));
    x = pooled(wideNarrow(x, 256, 3));
    Value fine = wideNarrow(x, 512, 5); // 26 × 26
    x = wideNarrow(pooled(fine), 1024, 5); // 13 × 13
    // what detection adds
    x = Darknet.unit(Darknet.unit(x, 1024, 3), 1024, 3);
    x = net.concat(1, reorganised(Darknet.unit(fine, 64, 1)), x);
    detect(Darknet.unit(x, 1024, 3), ANCHORS);
  }

  static void defineTiny(Net net) {
    Value x = net.input("image", Open.NOTHING);
    net.discountBorders();
    for (int outC = 16; outC <= 256; outC *= 2) {
      x = pooled(Darknet.unit(x, outC, 3));
    }
    x = Darknet.unit(x, 512, 3);
    // 2 × 2 at every place: the border is to the right and below, so that the extents stay
    x = x.maxPool(k(2).pads(Ints.of(0), Ints.of(1)));
    x = Darknet.unit(Darknet.unit(x, 1024, 3), 1024, 3);
    detect(x, TINY_ANCHORS);
  }

  private static Value pooled(Value x) {
    return x.maxPool(k(2).stride(2));
  }

  /// 3 × 3 with all channels and 1 × 1 with half of them, in turn.
  private static Value wideNarrow(Value x, int wide, int count) {
    Value y = x;
    for (int i = 0; i < count; i++) {
      y = i % 2 == 0 ? Darknet.unit(y, wide, 3) : Darknet.unit(y, wide / 2, 1);
    }
    return y;
  }

  /// The passthrough: finer features at half the extents with four times the channels. Meant was
  /// ONNX's SpaceToDepth, which puts the four pixels of a 2 × 2 block into four channels. Darknet's
  /// reorg runs its loops the other way round: it takes the buffer of `[C, H, W]` for one of `[C/4,
  /// 2H, 2W]`, does SpaceToDepth there, and takes the `[C, H, W]` that this gives for `[4C, H/2,
  /// W/2]`. Numbers of far-off rows come to lie side by side; training copes.
  static Value reorganised(Value x) {
    long c = x.shape().dim(1);
    long h = x.shape().dim(2);
    long w = x.shape().dim(3);
    Value y =
        x.net()
            .node(
                "SpaceToDepth",
                Shape.of(1, c, h, w),
                Attributes.none().with("blocksize", 2),
                x.reshape(1, c / 4, 2 * h, 2 * w));
    return y.reshape(1, 4 * c, h / 2, w / 2);
  }

  /// Five anchors in each cell, each with a box, an objectness and a distribution over the classes.
  private static void detect(Value x, double[] anchors) {
    Net net = x.net();
    net.gain(6); // some scores stand out, as after training
    Value map = x.conv(anchors.length / 2 * (5 + CLASSES), k(1));
    net.output("map", map);
    List<Extent> extents = Darknet.extents(GRID, GRID, anchors);
    Value rows = DenseBoxes.rows(map, 5 + CLASSES);
    Value boxes = Darknet.boxes(rows, map, new Priors().grid(map, extents));
    Value scores = Darknet.objectness(rows).mul(Darknet.classes(rows).softmax(2));
    scores = scores.transpose(0, 2, 1);
    DenseBoxes.output(boxes, scores, DenseBoxes.select(boxes, scores, 100, 0.45, 0.2));
  }
}
