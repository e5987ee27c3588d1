package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.classification.ResNet;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// He, Gkioxari, Dollár and Girshick, *Mask R-CNN*, 2017: a third head beside classes and boxes
/// says which pixels of a box belong to the object; for that, regions are sampled where they lie
/// instead of rounded to whole places. ResNet-50 with a feature pyramid for COCO, the layers and
/// numbers of torchvision's `maskrcnn_resnet50_fpn`. Extents of the image are multiples of 32.
final class MaskRCnn {
  private static final int CLASSES = 91;
  private static final int WIDTH = 256;
  private static final int HIDDEN = 1024;
  private static final int FINEST_STRIDE = 4;
  private static final double THRESHOLD = 0.5;
  private static final double OVERLAP = 0.5;

  /// Size of the scores that random weights give, so that a region has a favourite among 91.
  private static final double SCORES = 1.2;

  private MaskRCnn() {}

  static void define(Net net) {
    Shape size = net.size();
    Settings settings = Settings.of(size);
    List<Value> pyramid = FeaturePyramid.over(backbone(net.input("image", Open.NOTHING)), WIDTH);
    Value boxes = proposals(pyramid, size, settings);

    Value x = pooled(pyramid, boxes, 7, settings).flatten();
    x = x.dense(HIDDEN).relu().dense(HIDDEN).relu();
    net.gain(SCORES);
    Value scores = x.dense(CLASSES).softmax(1).slice(1, 1, CLASSES);
    net.gain(1);
    Value deltas = x.dense(4 * CLASSES).reshape(-1, CLASSES, 4).slice(1, 1, CLASSES);
    net.gain(Math.sqrt(2));
    Value moved = Boxes.clipped(Boxes.decoded(boxes.reshape(-1, 1, 4), deltas, 10, 5), size);
    Detections found = Detections.of(scores, moved, THRESHOLD, OVERLAP, settings.detections());

    net.output("region_scores", scores, "R", "90");
    net.output("region_boxes", moved, "R", "90", "4");
    found.output();
    net.output("masks", masks(pyramid, found, settings), "D", "28", "28");
  }

  /// ResNet's four stages, at a quarter to a thirty-second of the extents.
  private static List<Value> backbone(Value image) {
    int[] counts = {3, 4, 6, 3};
    List<Value> stages = new ArrayList<>();
    Value x = ResNet.stem(image);
    for (int stage = 0; stage < counts.length; stage++) {
      x = ResNet.stage(x, 64 << stage, counts[stage], stage == 0 ? 1 : 2, 1);
      stages.add(x);
    }
    return stages;
  }

  /// One network looks at all maps, and at a fifth one of half the extents; each map has anchors of
  /// one size. The best of each map are suppressed for themselves, the best of all go on.
  private static Value proposals(List<Value> pyramid, Shape image, Settings settings) {
    Net net = pyramid.getFirst().net();
    List<Value> maps = new ArrayList<>(pyramid);
    maps.add(pyramid.getLast().maxPool(k(1).stride(2)));
    List<Value> allScores = new ArrayList<>();
    List<Value> allDeltas = new ArrayList<>();
    List<Value> bestScores = new ArrayList<>();
    List<Value> bestBoxes = new ArrayList<>();
    for (int level = 0; level < maps.size(); level++) {
      Value map = maps.get(level);
      Anchors anchors = settings.anchors(level);
      RegionProposals.Answers answers =
          net.in("rpn", () -> RegionProposals.ofSingles(map, WIDTH, anchors.perPlace()));
      int stride = FINEST_STRIDE << level;
      Value all =
          net.constant("anchors", anchors.over(map.shape().dim(2), map.shape().dim(3), stride));
      Value boxes = Boxes.clipped(Boxes.decoded(all, answers.deltas(), 1, 1), image);
      Value chosen =
          RegionProposals.chosen(answers.scores(), boxes, settings.before(), settings.after());
      allScores.add(answers.scores());
      allDeltas.add(answers.deltas());
      bestScores.add(Boxes.rows(answers.scores(), chosen));
      bestBoxes.add(Boxes.rows(boxes, chosen));
    }
    net.output("anchor_scores", net.concat(0, allScores));
    net.output("anchor_deltas", net.concat(0, allDeltas));
    Value best = Boxes.ascending(Boxes.best(net.concat(0, bestScores), settings.after()));
    Value proposals = Boxes.rows(net.concat(0, bestBoxes), best);
    net.output("proposals", proposals, "R", "4");
    return proposals;
  }

  /// A table of samples of each region, taken from the map that suits its size (Lin et al.,
  /// equation 1): one of 224 × 224 pixels belongs to P4, one of half that size to P3.
  private static Value pooled(List<Value> pyramid, Value boxes, int bins, Settings settings) {
    Net net = boxes.net();
    Value extents = boxes.slice(1, 2, 4).sub(boxes.slice(1, 0, 2));
    Value area = extents.slice(1, 0, 1).mul(extents.slice(1, 1, 2));
    Value side = area.apply("Sqrt").reshape(-1);
    List<Value> parts = new ArrayList<>();
    List<Value> places = new ArrayList<>();
    for (int level = 0; level < pyramid.size(); level++) {
      double least = level == 0 ? -1 : settings.sideAt(level);
      double most = level == pyramid.size() - 1 ? Float.MAX_VALUE : settings.sideAt(level + 1);
      Value here = compared("GreaterOrEqual", side, least);
      here = here.binary("And", compared("Less", side, most));
      Shape all = Shape.of(1, side.shape().dim(0));
      Value rows = net.node("NonZero", DType.INT64, all, Attributes.none(), here).reshape(-1);
      double scale = 1.0 / (FINEST_STRIDE << level);
      parts.add(Boxes.aligned(pyramid.get(level), Boxes.rows(boxes, rows), bins, 2, scale));
      places.add(rows);
    }
    // Back to the order of the boxes: every row has one place.
    Value byLevel = net.concat(0, parts);
    Value place = net.concat(0, places).reshape(-1, 1);
    Shape y = Shape.of(boxes.shape().dim(0), WIDTH, bins, bins);
    return net.node("ScatterND", y, Attributes.none(), byLevel, place, byLevel);
  }

  private static Value compared(String type, Value x, double number) {
    Value other = x.net().number((float) number);
    return x.net().node(type, DType.BOOL, x.shape(), Attributes.none(), x, other);
  }

  /// A mask for each class, of which the one of the detection's class is taken: classes do not
  /// compete for pixels.
  private static Value masks(List<Value> pyramid, Detections found, Settings settings) {
    Net net = found.boxes().net();
    Value x = pooled(pyramid, found.boxes(), 14, settings);
    for (int i = 0; i < 4; i++) {
      x = x.conv(WIDTH, k(3).same()).relu();
    }
    x = x.convTranspose(WIDTH, k(2).stride(2), 0).relu();
    net.gain(1);
    Value all = x.conv(CLASSES, k(1)).sigmoid();
    net.gain(Math.sqrt(2));
    Shape y = Shape.of(all.shape().dim(0), all.shape().dim(2), all.shape().dim(3));
    Attributes eachItsOwn = Attributes.none().with("batch_dims", 1);
    return net.node("GatherND", y, eachItsOwn, all, found.labels().reshape(-1, 1));
  }

  /// torchvision's numbers, for images whose shorter side is 800, and smaller ones for smaller
  /// images.
  ///
  /// @param scale the shorter side, as a part of 800
  /// @param before anchors of each map that suppression looks at
  /// @param after proposals that go on
  /// @param detections how many come out at most
  private record Settings(double scale, long before, long after, int detections) {
    static Settings of(Shape image) {
      double scale = Math.min(image.dim(2), image.dim(3)) / 800.0;
      long proposals = Math.round(1000 * scale * scale);
      int detections = Math.toIntExact(Math.round(100 * scale * scale));
      return new Settings(
          scale, Math.max(4, proposals), Math.max(16, proposals), Math.max(2, detections));
    }

    /// Sizes of 32 pixels at the finest map to 512 at the coarsest.
    Anchors anchors(int level) {
      return new Anchors(new double[] {scale * (32 << level)}, Anchors.THREE_RATIOS);
    }

    /// The smallest side of a square that the map is looked at for.
    double sideAt(int level) {
      return scale * 224 * Math.pow(2, level - 2);
    }
  }
}
