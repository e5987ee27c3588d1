package dev.gatun.conformance.zoo.detection;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// What a detector finds in an image, by falling score.
///
/// @param boxes corners in pixels, `[D, 4]`
/// @param scores `[D]`
/// @param labels classes, counted from 1, `[D]`
record Detections(Value boxes, Value scores, Value labels) {

  /// Non-maximum suppression for each class alone: of the boxes that overlap, the best one stays
  /// (Girshick et al., *Rich Feature Hierarchies*, 2014, section 2.2). What a class looks at is a
  /// picture of its own to `NonMaxSuppression`, since each class has its own boxes.
  ///
  /// @param scores of each region and class, `[R, classes]`, the background not among them
  /// @param boxes of each region and class, `[R, classes, 4]`
  /// @param threshold scores that count are larger
  /// @param overlap that drops a box, as intersection over union
  /// @param most how many come out at most
  /// @return the detections
  static Detections of(Value scores, Value boxes, double threshold, double overlap, int most) {
    Net net = scores.net();
    int classes = scores.channels();
    long regions = scores.shape().dim(0);
    Value byClass = scores.transpose(1, 0);
    Value boxesByClass = boxes.transpose(1, 0, 2);
    Value kept =
        net.node(
            "NonMaxSuppression",
            DType.INT64,
            Shape.of(classes * regions, 3),
            Attributes.none(),
            boxesByClass,
            byClass.reshape(classes, 1, -1),
            net.ints(regions),
            net.number((float) overlap),
            net.number((float) threshold));
    Value places = column(kept, 0, 2); // class and region
    Value best = Boxes.best(elements(byClass, places), most);
    Value bestPlaces = Boxes.rows(places, best);
    Value labels = column(bestPlaces, 0).reshape(-1);
    return new Detections(
        elements(boxesByClass, bestPlaces),
        elements(byClass, bestPlaces),
        labels.binary("Add", net.constant("first", Tensor.scalar(1L))));
  }

  private static Value column(Value table, long... columns) {
    Shape y = Shape.of(table.shape().dim(0), columns.length);
    Attributes across = Attributes.none().with("axis", 1);
    return table.net().node("Gather", y, across, table, table.net().ints(columns));
  }

  private static Value elements(Value x, Value places) {
    long[] dims = x.shape().toArray();
    long[] rest = new long[dims.length - 1];
    rest[0] = places.shape().dim(0);
    System.arraycopy(dims, 2, rest, 1, rest.length - 1);
    return x.net().node("GatherND", Shape.of(rest), Attributes.none(), x, places);
  }

  /// Names the results.
  void output() {
    Net net = boxes.net();
    net.output("boxes", boxes, "D", "4");
    net.output("scores", scores, "D");
    net.output("labels", labels, "D");
  }
}
