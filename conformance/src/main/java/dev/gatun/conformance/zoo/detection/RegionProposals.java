package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// The region proposal network (Ren et al., *Faster R-CNN*, 2015, section 3.1): a small network
/// that slides over a feature map and says of each anchor how much it looks like an object, and
/// where that object's borders would be.
final class RegionProposals {
  /// Boxes that overlap a better one by more are dropped (section 3.3).
  private static final float OVERLAP = 0.7f;

  /// Size of the moves that random weights ask for: proposals stay near their anchors.
  private static final double MOVES = 0.2;

  private RegionProposals() {}

  /// What the network says of the anchors, in their order.
  ///
  /// @param scores the larger, the more like an object; `[A]`
  /// @param deltas for [Boxes#decoded], `[A, 4]`
  record Answers(Value scores, Value deltas) {}

  /// The paper's form: two numbers for each anchor, of nothing and of an object, whose softmax is a
  /// probability.
  ///
  /// @param map `[1, C, H, W]`
  /// @param width channels of the hidden layer
  /// @param anchors how many at each place
  /// @return for `H·W·anchors` anchors
  static Answers ofPairs(Value map, int width, int anchors) {
    Net net = map.net();
    Value x = map.conv(width, k(3).same()).relu();
    net.gain(1);
    Value pairs = x.conv(2 * anchors, k(1));
    Value objects = perAnchor(pairs, 2).softmax(1).slice(1, 1, 2).reshape(-1);
    return new Answers(objects, deltas(x, anchors));
  }

  /// The later form: one number for each anchor, whose sigmoid is a probability.
  ///
  /// @param map `[1, C, H, W]`
  /// @param width channels of the hidden layer
  /// @param anchors how many at each place
  /// @return for `H·W·anchors` anchors; scores before the sigmoid
  static Answers ofSingles(Value map, int width, int anchors) {
    Net net = map.net();
    Value x = map.conv(width, k(3).same()).relu();
    net.gain(1);
    Value objects = perAnchor(x.conv(anchors, k(1)), 1).reshape(-1);
    return new Answers(objects, deltas(x, anchors));
  }

  private static Value deltas(Value x, int anchors) {
    Net net = x.net();
    net.gain(MOVES);
    Value deltas = perAnchor(x.conv(4 * anchors, k(1)), 4);
    net.gain(Math.sqrt(2));
    return deltas;
  }

  /// Channels `anchor·numbers + number` as rows, one for each anchor of each place.
  private static Value perAnchor(Value x, int numbers) {
    long anchors = x.channels() / numbers;
    return x.reshape(anchors, numbers, x.shape().dim(2), x.shape().dim(3))
        .transpose(2, 3, 0, 1)
        .reshape(-1, numbers);
  }

  /// The best anchors' boxes without those that overlap a better one.
  ///
  /// @param scores `[A]`
  /// @param boxes `[A, 4]`
  /// @param before how many are looked at
  /// @param after how many there are at most
  /// @return rows of the boxes, rising; `[after]`
  static Value chosen(Value scores, Value boxes, long before, long after) {
    Net net = scores.net();
    Value best = Boxes.best(scores, before);
    Shape y = Shape.of(Math.min(after, best.shape().dim(0)), 3);
    Value kept =
        net.node(
            "NonMaxSuppression",
            DType.INT64,
            y,
            Attributes.none(),
            Boxes.rows(boxes, best).reshape(1, -1, 4),
            Boxes.rows(scores, best).reshape(1, 1, -1),
            net.ints(after),
            net.number(OVERLAP));
    return Boxes.ascending(Boxes.rows(best, kept.slice(1, 2, 3).reshape(-1)));
  }
}
