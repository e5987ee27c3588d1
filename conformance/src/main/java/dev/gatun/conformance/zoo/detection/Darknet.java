package dev.gatun.conformance.zoo.detection;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.detection.Priors.Extent;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// What the second and third YOLO share: the layer that they are made of, and how their maps speak
/// about boxes. Darknet is the program that Redmon trained them with.
final class Darknet {
  private static final double EPSILON = 1e-5;
  private static final double SLOPE = 0.1;

  /// Size of a BatchNorm's results. Small against the biases, so that most channels stay on one
  /// side of the rectifier's kink: with larger ones, random weights magnify rounding errors from
  /// layer to layer.
  private static final double SIZE = 0.3;

  private Darknet() {}

  /// A convolution that keeps the extents, BatchNorm, and a leaky rectifier.
  static Value unit(Value x, int outC, int window) {
    return unit(x, outC, k(window).same());
  }

  /// The same with any window.
  static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON, SIZE).leakyRelu(SLOPE);
  }

  /// Priors from widths and heights in turn, given in some unit.
  static List<Extent> extents(double unitsPerWidth, double unitsPerHeight, double... sizes) {
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < sizes.length; i += 2) {
      extents.add(new Extent(sizes[i] / unitsPerWidth, sizes[i + 1] / unitsPerHeight));
    }
    return extents;
  }

  /// The box that a row of the map describes: its centre stays in its cell, its extent is the
  /// anchor's times an exponential (section 2 of *YOLO9000*):
  ///
  /// ```
  /// x = (column + sigmoid(tx))/columns      width = anchor's width · exp(tw)
  /// y = (row + sigmoid(ty))/rows            height = anchor's height · exp(th)
  /// ```
  ///
  /// @param rows `[1, M, 5 + classes]`: tx, ty, tw, th, objectness, classes
  /// @param map where they come from, `[1, C, H, W]`
  /// @param anchors M of them
  /// @return `[1, M, 4]`, corners
  static Value boxes(Value rows, Value map, Priors anchors) {
    Value centres = DenseBoxes.inCells(rows.slice(2, 0, 2).sigmoid(), anchors, map);
    Value factors = rows.slice(2, 2, 4).apply("Exp");
    return DenseBoxes.corners(centres, factors.mul(anchors.extents(rows.net())));
  }

  /// How likely it is that a row's box holds anything at all.
  static Value objectness(Value rows) {
    return rows.slice(2, 4, 5).sigmoid();
  }

  /// The rest of a row: what it says about each class.
  static Value classes(Value rows) {
    return rows.slice(2, 5, rows.shape().dim(2));
  }
}
