package dev.gatun.conformance.zoo.detection;

import dev.gatun.Tensor;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// Boxes that stand ready on grids over the picture; a network says how each is to be moved and
/// stretched. Papers call them anchors, priors or default boxes. All lengths are parts of the
/// picture's, so that 1 is its width or height.
final class Priors {
  /// How wide and high a box is.
  ///
  /// @param width as a part of the picture's
  /// @param height as a part of the picture's
  record Extent(double width, double height) {
    /// The box of area `scale²` whose width is `ratio` times its height: `scale·√ratio` wide and
    /// `scale/√ratio` high.
    static Extent of(double scale, double ratio) {
      return new Extent(scale * Math.sqrt(ratio), scale / Math.sqrt(ratio));
    }
  }

  private record Prior(double x, double y, Extent extent) {}

  private final List<Prior> all = new ArrayList<>();

  /// Adds a grid: for each cell, row by row, a box of each extent around the cell's centre, which
  /// is `((column + ½)/columns, (row + ½)/rows)`.
  ///
  /// @param map whose cells they are, `[N, C, rows, columns]`
  /// @param extents of the boxes of one cell
  /// @return this
  Priors grid(Value map, List<Extent> extents) {
    long rows = map.shape().dim(2);
    long columns = map.shape().dim(3);
    for (long row = 0; row < rows; row++) {
      for (long column = 0; column < columns; column++) {
        for (Extent extent : extents) {
          all.add(new Prior((column + 0.5) / columns, (row + 0.5) / rows, extent));
        }
      }
    }
    return this;
  }

  int count() {
    return all.size();
  }

  /// `[1, count, 2]`: x, y of the centres.
  Value centres(Net net) {
    return constant(net, "centres", 2, a -> new double[] {a.x, a.y});
  }

  /// `[1, count, 2]`: widths and heights.
  Value extents(Net net) {
    return constant(net, "extents", 2, a -> new double[] {a.extent.width, a.extent.height});
  }

  /// `[1, count, 4]`: left, top, right and bottom.
  Value corners(Net net) {
    return constant(
        net,
        "corners",
        4,
        a -> {
          double halfWidth = a.extent.width / 2;
          double halfHeight = a.extent.height / 2;
          return new double[] {
            a.x - halfWidth, a.y - halfHeight, a.x + halfWidth, a.y + halfHeight
          };
        });
  }

  private interface Row {
    double[] of(Prior prior);
  }

  private Value constant(Net net, String hint, int columns, Row row) {
    float[] values = new float[all.size() * columns];
    for (int i = 0; i < all.size(); i++) {
      double[] numbers = row.of(all.get(i));
      for (int k = 0; k < columns; k++) {
        values[i * columns + k] = (float) numbers[k];
      }
    }
    return net.constant(hint, Tensor.of(values, 1, all.size(), columns));
  }
}
