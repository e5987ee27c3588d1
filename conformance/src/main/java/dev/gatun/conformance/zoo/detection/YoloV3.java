package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// Redmon and Farhadi, *YOLOv3: An Incremental Improvement*, 2018: a residual base of 53 layers
/// (Darknet-53), and boxes from maps of three resolutions, the finer ones fed from the coarser
/// ones. For the 80 classes of COCO, as in `yolov3.cfg`: 61,949,149 parameters, and 10,647 boxes at
/// 416 × 416.
final class YoloV3 {
  private static final int CLASSES = 80;
  private static final int BOXES = 3;

  /// Widths and heights in pixels of a picture of [#SIDE], smallest first: three for each map.
  private static final double[][] ANCHORS = {
    {10, 13, 16, 30, 33, 23}, {30, 61, 62, 45, 59, 119}, {116, 90, 156, 198, 373, 326}
  };

  private static final double SIDE = 416;

  private YoloV3() {}

  static void define(Net net) {
    net.discountBorders();
    Value x = Darknet.unit(net.input("image", Open.NOTHING), 32, 3);
    x = stage(stage(x, 64, 1), 128, 2);
    Value fine = stage(x, 256, 8); // 52 × 52
    Value middle = stage(fine, 512, 8); // 26 × 26
    Value coarse = stage(middle, 1024, 4); // 13 × 13

    coarse = neck(coarse, 512);
    middle = neck(net.concat(1, enlarged(coarse, 256), middle), 256);
    fine = neck(net.concat(1, enlarged(middle, 128), fine), 128);

    detect(net, List.of(map(coarse, 1024), map(middle, 512), map(fine, 256)));
  }

  /// A convolution that halves the extents, and residual blocks.
  private static Value stage(Value x, int outC, int blocks) {
    Value y = Darknet.unit(x, outC, k(3).stride(2).same());
    for (int i = 0; i < blocks; i++) {
      y = y.add(Darknet.unit(Darknet.unit(y, outC / 2, 1), outC, 3));
    }
    return y;
  }

  /// Five layers, 1 × 1 and 3 × 3 in turn: what the map at this resolution and the next finer one
  /// both build on.
  private static Value neck(Value x, int narrow) {
    Value y = Darknet.unit(x, narrow, 1);
    for (int i = 0; i < 2; i++) {
      y = Darknet.unit(Darknet.unit(y, 2 * narrow, 3), narrow, 1);
    }
    return y;
  }

  /// Twice the extents, to be laid beside the finer features.
  private static Value enlarged(Value x, int outC) {
    return Darknet.unit(x, outC, 1).upsample(2, "nearest");
  }

  /// For each cell three boxes, each with an objectness and 80 classes.
  private static Value map(Value x, int wide) {
    Value y = Darknet.unit(x, wide, 3);
    x.net().gain(5); // some scores stand out, as after training
    return y.conv(BOXES * (5 + CLASSES), k(1));
  }

  /// Classes need not exclude each other (a woman is a person, too): each has a sigmoid of its own
  /// where YOLOv2 has a softmax.
  private static void detect(Net net, List<Value> maps) {
    List<Value> boxes = new ArrayList<>();
    List<Value> scores = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Value map = maps.get(i);
      Value rows = DenseBoxes.rows(map, 5 + CLASSES);
      double[] sizes = ANCHORS[maps.size() - 1 - i];
      Priors anchors = new Priors().grid(map, Darknet.extents(SIDE, SIDE, sizes));
      boxes.add(Darknet.boxes(rows, map, anchors));
      scores.add(Darknet.objectness(rows).mul(Darknet.classes(rows).sigmoid()));
    }
    Value allBoxes = net.concat(1, boxes);
    Value allScores = net.concat(1, scores).transpose(0, 2, 1);
    Value selected = DenseBoxes.select(allBoxes, allScores, 100, 0.45, 0.88);
    DenseBoxes.output(allBoxes, allScores, selected);
  }
}
