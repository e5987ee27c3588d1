package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.classification.VGG;
import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// Liu, Anguelov, Erhan, Szegedy, Reed, Fu and Berg, *SSD: Single Shot MultiBox Detector*, 2016:
/// boxes from six maps of one network, small ones from fine maps and large ones from coarse maps.
/// The base is VGG-16, whose first dense layers have become convolutions. This is SSD300 for Pascal
/// VOC: 26,285,486 parameters and 8,732 default boxes.
final class Ssd300 {
  /// The 20 of Pascal VOC, behind the background.
  private static final int CLASSES = 21;

  /// The default boxes' scales: 0.1 for the first map, then even steps from 0.2 that the authors'
  /// program rounds to 0.17. The last one serves the last map's additional square.
  private static final double[] SCALES = {0.1, 0.2, 0.37, 0.54, 0.71, 0.88, 1.05};

  /// Widths by heights, besides 1, for each map; their inverses come with them.
  private static final int[][] RATIOS = {{2}, {2, 3}, {2, 3}, {2, 3}, {2}, {2}};

  /// Variances of the offsets in the authors' program: a network's answer of 1 moves a box by a
  /// tenth of its extent, or stretches it by e^0.2. Both then vary alike in training.
  private static final double MOVE = 0.1;

  private static final double STRETCH = 0.2;

  private Ssd300() {}

  static void define(Net net) {
    Value x = net.input("image", Open.NOTHING);
    net.discountBorders();
    x = pooled(VGG.stage(x, 64, 2));
    x = pooled(VGG.stage(x, 128, 2));
    x = VGG.stage(x, 256, 3).maxPool(k(2).stride(2).ceil());
    Value fine = VGG.stage(x, 512, 3); // conv4_3, 38 × 38
    x = VGG.stage(pooled(fine), 512, 3).maxPool(k(3).pad(1));
    // fc6 keeps 3 × 3 of the dense layer's 7 × 7 places, every third; they lie 6 apart since the
    // pool before them no longer halves the map
    x = x.conv(1024, k(3).dilation(6).same()).relu();
    x = x.conv(1024, k(1)).relu(); // fc7, 19 × 19
    Value at10 = coarser(x, 256, 512, true); // conv8_2, 10 × 10
    Value at5 = coarser(at10, 128, 256, true);
    Value at3 = coarser(at5, 128, 256, false);
    Value at1 = coarser(at3, 128, 256, false);
    detect(net, List.of(normalised(fine), x, at10, at5, at3, at1));
  }

  private static Value pooled(Value x) {
    return x.maxPool(k(2).stride(2));
  }

  /// 1 × 1 to few channels, then 3 × 3 that makes the map smaller: by a stride, or by having no
  /// border. (Pictures smaller than 300 × 300 come to maps too small for that; they keep theirs.)
  private static Value coarser(Value x, int narrow, int wide, boolean strided) {
    Value y = x.conv(narrow, k(1)).relu();
    boolean bordered = strided || x.shape().dim(2) < 3;
    return y.conv(wide, bordered ? k(3).stride(strided ? 2 : 1).same() : k(3)).relu();
  }

  /// Each pixel's features at length 1, times a learned scale for each channel that starts at 20:
  /// this early in the network they are larger than those of the other maps (Liu, Rabinovich and
  /// Berg, *ParseNet*, 2015).
  private static Value normalised(Value x) {
    Net net = x.net();
    Shape one = Shape.of(1, 1, x.shape().dim(2), x.shape().dim(3));
    Attributes channels = Attributes.none().withInts("axes", 1);
    Value length = net.node("ReduceL2", one, channels, x).add(1e-10);
    Value scale = net.parameter("l2norm.scale", Shape.of(x.channels(), 1, 1), 18, 22);
    return x.div(length).mul(scale);
  }

  /// A square at the map's scale, one halfway (by factors) to the next map's, and the oblongs.
  private static List<Extent> extents(int map) {
    List<Extent> extents = new ArrayList<>();
    extents.add(Extent.of(SCALES[map], 1));
    extents.add(Extent.of(Math.sqrt(SCALES[map] * SCALES[map + 1]), 1));
    for (int ratio : RATIOS[map]) {
      extents.add(Extent.of(SCALES[map], ratio));
      extents.add(Extent.of(SCALES[map], 1.0 / ratio));
    }
    return extents;
  }

  /// One 3 × 3 convolution on each map says how its default boxes are to be moved and stretched,
  /// another one what they hold.
  private static void detect(Net net, List<Value> maps) {
    net.gain(0.6); // some scores stand out, as after training
    Priors anchors = new Priors();
    List<Value> offsets = new ArrayList<>();
    List<Value> classes = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Value map = maps.get(i);
      List<Extent> extents = extents(i);
      anchors.grid(map, extents);
      offsets.add(DenseBoxes.rows(map.conv(4 * extents.size(), k(3).same()), 4));
      classes.add(DenseBoxes.rows(map.conv(CLASSES * extents.size(), k(3).same()), CLASSES));
    }
    Value boxes =
        Boxes.decoded(anchors.corners(net), net.concat(1, offsets), 1 / MOVE, 1 / STRETCH);
    Value shares = net.concat(1, classes).softmax(2);
    Value scores = shares.slice(2, 1, CLASSES).transpose(0, 2, 1); // without the background
    DenseBoxes.output(boxes, scores, DenseBoxes.select(boxes, scores, 200, 0.45, 0.7));
  }
}
