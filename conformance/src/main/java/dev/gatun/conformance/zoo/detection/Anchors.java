package dev.gatun.conformance.zoo.detection;

import dev.gatun.Tensor;

/// Boxes of fixed sizes and shapes around the places of a feature map, which a detector moves and
/// stretches (Ren, He, Girshick and Sun, *Faster R-CNN*, 2015, section 3.1.1).
///
/// ```text
/// centre = ((column + ½)·stride, (row + ½)·stride)    width = size/√ratio    height = size·√ratio
/// ```
///
/// so that all shapes of a size have the same area.
///
/// @param sizes square roots of the areas, in pixels of the image
/// @param ratios heights over widths
record Anchors(double[] sizes, double[] ratios) {
  /// The three shapes of most detectors: wide, square, high.
  static final double[] THREE_RATIOS = {0.5, 1, 2};

  /// How many lie around each place.
  int perPlace() {
    return sizes.length * ratios.length;
  }

  /// All anchors of a map, by row, column, ratio and size.
  ///
  /// @param rows of the map
  /// @param columns of the map
  /// @param stride pixels of the image from one place of the map to the next
  /// @return corners `x1, y1, x2, y2` in pixels, `[rows·columns·perPlace, 4]`
  Tensor over(long rows, long columns, double stride) {
    int count = Math.toIntExact(rows * columns * perPlace());
    float[] corners = new float[4 * count];
    int at = 0;
    for (long row = 0; row < rows; row++) {
      for (long column = 0; column < columns; column++) {
        double x = (column + 0.5) * stride;
        double y = (row + 0.5) * stride;
        for (double ratio : ratios) {
          for (double size : sizes) {
            double halfWidth = size / Math.sqrt(ratio) / 2;
            double halfHeight = size * Math.sqrt(ratio) / 2;
            corners[at++] = (float) (x - halfWidth);
            corners[at++] = (float) (y - halfHeight);
            corners[at++] = (float) (x + halfWidth);
            corners[at++] = (float) (y + halfHeight);
          }
        }
      }
    }
    return Tensor.of(corners, count, 4);
  }
}
