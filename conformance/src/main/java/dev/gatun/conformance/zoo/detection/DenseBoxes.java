package dev.gatun.conformance.zoo.detection;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// From what a network says about its [Priors] to boxes, and from boxes to detections. Boxes are
/// rows of left, top, right and bottom, each a part of the picture's width or height.
final class DenseBoxes {
  private DenseBoxes() {}

  /// The numbers of a map as rows, one for each anchor: cells row by row, in each cell the anchors
  /// in order, as [Priors#grid] counts them.
  ///
  /// @param map `[1, anchors·length, H, W]`
  /// @param length of a row
  /// @return `[1, H·W·anchors, length]`
  static Value rows(Value map, int length) {
    return map.transpose(0, 2, 3, 1).reshape(0, -1, length);
  }

  /// Centre and extent to corners: `centre ∓ extent/2`.
  ///
  /// @param centres `[1, M, 2]`
  /// @param extents `[1, M, 2]`
  /// @return `[1, M, 4]`
  static Value corners(Value centres, Value extents) {
    Value half = extents.mul(0.5);
    return centres.net().concat(2, centres.sub(half), centres.add(half));
  }

  /// A place in a cell, 0 being its left or upper edge and 1 the other one, to a place in the
  /// picture: `centre of the cell + (place − ½)/cells`.
  ///
  /// @param places `[1, M, 2]`, x and y
  /// @param anchors M of them
  /// @param map whose cells they are, `[1, C, H, W]`
  /// @return `[1, M, 2]`
  static Value inCells(Value places, Priors anchors, Value map) {
    Net net = places.net();
    float[] cell = {1f / map.shape().dim(3), 1f / map.shape().dim(2)};
    Value size = net.constant("cell", Tensor.of(cell, 2));
    return places.add(-0.5).mul(size).add(anchors.centres(net));
  }

  /// The detections: in each class, from the highest score down, every box that no better one of
  /// its class overlaps by more than a part of their union.
  ///
  /// @param boxes `[1, M, 4]`
  /// @param scores `[1, classes, M]`
  /// @param most how many are kept of a class
  /// @param overlap the largest part of the union that two boxes may share
  /// @param score what a detection must be above
  /// @return INT64 `[n, 3]`: picture, class and box of each
  static Value select(Value boxes, Value scores, int most, double overlap, double score) {
    Net net = boxes.net();
    long classes = scores.shape().dim(1);
    return net.node(
        "NonMaxSuppression",
        DType.INT64,
        Shape.of(classes * Math.min(most, boxes.shape().dim(1)), 3),
        Attributes.none(),
        boxes,
        scores,
        net.ints(most),
        net.number((float) overlap),
        net.number((float) score));
  }

  /// Names the results that detectors have in common: all `boxes`, their `scores`, and which of
  /// them are detections, `selected`.
  static void output(Value boxes, Value scores, Value selected) {
    Net net = boxes.net();
    net.output("boxes", boxes);
    net.output("scores", scores);
    net.output("selected", selected, "detections", "3");
  }
}
