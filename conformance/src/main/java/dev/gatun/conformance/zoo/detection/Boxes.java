package dev.gatun.conformance.zoo.detection;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// What detectors do with boxes, given as corners `x1, y1, x2, y2` in pixels along the last axis.
/// Corners are places in the plane, so that a width is `x2 − x1`: later code counts so, while the
/// first (of whole pixels) added 1.
final class Boxes {
  /// No box grows to more than 1000/16 times its anchor at once, as in Detectron: e to a large
  /// power would spoil all that follows.
  private static final double LARGEST_STRETCH = Math.log(1000.0 / 16);

  private Boxes() {}

  /// Moves and stretches boxes by what a network says (Girshick et al., *Rich Feature Hierarchies*,
  /// 2014, appendix C): for a box of centre p and extents s,
  ///
  /// ```text
  /// centre = p + s·(dx, dy)/weight    extents = s·e^((dw, dh)/weight)
  /// ```
  ///
  /// @param boxes `[…, 4]`
  /// @param deltas dx, dy, dw, dh; `[…, 4]`
  /// @param moveWeight a network's answers are this many times the move …
  /// @param stretchWeight … and the stretch, so that both have a variance of about 1 in training
  /// @return the new boxes `[…, 4]`
  static Value decoded(Value boxes, Value deltas, double moveWeight, double stretchWeight) {
    Value low = firstTwo(boxes);
    Value extents = lastTwo(boxes).sub(low);
    Value move = firstTwo(deltas).mul(1 / moveWeight).mul(extents);
    Value stretch = lastTwo(deltas).mul(1 / stretchWeight);
    Value atMost = stretch.binary("Min", boxes.net().number((float) LARGEST_STRETCH));
    Value half = atMost.apply("Exp").mul(extents).mul(0.5);
    Value centre = low.add(extents.mul(0.5)).add(move);
    return boxes.net().concat(centre.shape().rank() - 1, centre.sub(half), centre.add(half));
  }

  private static Value firstTwo(Value x) {
    return x.slice(x.shape().rank() - 1, 0, 2);
  }

  private static Value lastTwo(Value x) {
    return x.slice(x.shape().rank() - 1, 2, 4);
  }

  /// Cuts off what lies outside the image.
  ///
  /// @param boxes `[…, 4]`
  /// @param image `[N, C, H, W]`, of which the extents count
  /// @return `[…, 4]`
  static Value clipped(Value boxes, Shape image) {
    Net net = boxes.net();
    float right = image.dim(3);
    float bottom = image.dim(2);
    Value most = net.constant("extents", Tensor.of(new float[] {right, bottom, right, bottom}, 4));
    return boxes.binary("Max", net.number(0)).binary("Min", most);
  }

  /// Boxes as regions of picture 0, in the form of `MaxRoiPool`.
  ///
  /// @param boxes `[R, 4]`
  /// @return picture and corners, `[R, 5]`
  static Value regions(Value boxes) {
    Shape y = Shape.of(boxes.shape().dim(0), 5);
    return boxes.net().node("Pad", y, Attributes.none(), boxes, boxes.net().ints(0, 1, 0, 0));
  }

  /// Bilinear samples of regions on a regular grid (`RoiAlign`; He et al., *Mask R-CNN*, 2017).
  ///
  /// @param x one picture or map, `[1, C, H, W]`
  /// @param boxes `[R, 4]`
  /// @param bins along each axis of the result
  /// @param samples along each axis of a bin, of which the result is the mean
  /// @param scale places of the map for one pixel of the boxes
  /// @return `[R, C, bins, bins]`
  static Value aligned(Value x, Value boxes, int bins, int samples, double scale) {
    Net net = x.net();
    Shape count = Shape.of(boxes.shape().dim(0));
    Attributes rows = Attributes.none().with("start", 0).with("end", 1);
    Value extent = net.node("Shape", DType.INT64, Shape.of(1), rows, boxes);
    Value pictures = net.node("Expand", count, Attributes.none(), net.ints(0), extent);
    Attributes attributes =
        Attributes.none()
            .with("output_height", bins)
            .with("output_width", bins)
            .with("sampling_ratio", samples)
            .with("spatial_scale", (float) scale)
            .with("coordinate_transformation_mode", "half_pixel");
    Shape y = Shape.of(boxes.shape().dim(0), x.channels(), bins, bins);
    return net.node("RoiAlign", y, attributes, x, boxes, pictures);
  }

  /// Rows of a table.
  ///
  /// @param table `[N, …]`
  /// @param rows which, `[R]`
  /// @return `[R, …]`
  static Value rows(Value table, Value rows) {
    long[] dims = table.shape().toArray();
    dims[0] = rows.shape().dim(0);
    return table.net().node("Gather", Shape.of(dims), Attributes.none(), table, rows);
  }

  /// The places of the largest numbers, or of all where there are fewer.
  ///
  /// @param x `[N]`
  /// @param most how many
  /// @return indices by falling number, `[most]`
  static Value best(Value x, long most) {
    Net net = x.net();
    Shape one = Shape.of(1);
    Value all = net.node("Shape", DType.INT64, one, Attributes.none(), x);
    Value count = net.node("Min", one, Attributes.none(), all, net.ints(most));
    Shape y = Shape.of(Math.min(most, x.shape().dim(0)));
    List<Value> both = net.nodes("TopK", x.dtype(), List.of(y, y), Attributes.none(), x, count);
    return new Value(net, both.get(1).name(), DType.INT64, y);
  }

  /// Places in the order in which they stand in their table. Two scores that are almost the same
  /// may change places by rounding; rows that are taken in this order do not.
  ///
  /// @param places `[R]`
  /// @return the same by rising number, `[R]`
  static Value ascending(Value places) {
    Net net = places.net();
    Shape y = places.shape();
    Value all = net.node("Shape", DType.INT64, Shape.of(1), Attributes.none(), places);
    Attributes smallest = Attributes.none().with("largest", 0);
    return net.nodes("TopK", DType.INT64, List.of(y, y), smallest, places, all).getFirst();
  }
}
