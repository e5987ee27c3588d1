package dev.gatun.conformance.zoo.detection;

import dev.gatun.Shape;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Ren, He, Girshick and Sun, *Faster R-CNN: Towards Real-Time Object Detection with Region
/// Proposal Networks*, 2015: the regions come from a network, too, which shares the convolutions
/// with the detector behind it. VGG-16 for PASCAL VOC, on images whose shorter side is 600.
final class FasterRCnn {
  private static final int HIDDEN = 512;

  private FasterRCnn() {}

  static void define(Net net) {
    Value map = Vgg16.features(net.input("image", Open.NOTHING));
    Value boxes = proposals(map, net.size());
    FastRCnn.head(map, Boxes.regions(boxes), boxes, net.size());
  }

  /// Regions worth a look, from a map of one place for 16 × 16 pixels.
  ///
  /// @param map `[1, C, ⌈H/16⌉, ⌈W/16⌉]`
  /// @param image extents `[1, 3, H, W]`
  /// @return corners in pixels, `[R, 4]`
  static Value proposals(Value map, Shape image) {
    Net net = map.net();
    Settings settings = Settings.of(image);
    Anchors anchors = settings.anchors();
    RegionProposals.Answers answers = RegionProposals.ofPairs(map, HIDDEN, anchors.perPlace());
    Value all = net.constant("anchors", anchors.over(map.shape().dim(2), map.shape().dim(3), 16));
    Value boxes = Boxes.clipped(Boxes.decoded(all, answers.deltas(), 1, 1), image);
    net.output("anchor_scores", answers.scores());
    net.output("anchor_deltas", answers.deltas());
    Value best =
        RegionProposals.chosen(answers.scores(), boxes, settings.before(), settings.after());
    Value proposals = Boxes.rows(boxes, best);
    net.output("proposals", proposals, "R", "4");
    return proposals;
  }

  /// The paper's numbers, for images whose shorter side is 600, and smaller ones for smaller
  /// images.
  ///
  /// @param anchors of three sizes and three shapes
  /// @param before anchors that suppression looks at
  /// @param after proposals that it leaves
  private record Settings(Anchors anchors, long before, long after) {
    static Settings of(Shape image) {
      double side = Math.min(image.dim(2), image.dim(3)) / 600.0;
      double area = image.dim(2) * image.dim(3) / (600.0 * 800.0);
      double[] sizes = {128 * side, 256 * side, 512 * side};
      return new Settings(
          new Anchors(sizes, Anchors.THREE_RATIOS),
          Math.max(32, Math.round(6000 * area)),
          Math.max(4, Math.round(300 * area)));
    }
  }
}
