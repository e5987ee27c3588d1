package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.op.Ints;

/// One to three spatial axes seen as depth, height, width: missing leading axes have extent 1.
///
/// @param d along depth
/// @param h along height
/// @param w along width
record Spatial(int d, int h, int w) {

  /// Values of a window's list, missing axes filled.
  static Spatial of(Ints values, int missing) {
    int rank = values.size();
    return new Spatial(
        rank == 3 ? values.at(0) : missing,
        rank >= 2 ? values.at(rank - 2) : missing,
        rank >= 1 ? values.at(rank - 1) : missing);
  }

  /// Extents of `[N, C, spatial…]`.
  static Spatial of(Shape shape) {
    int rank = shape.rank();
    return new Spatial(
        rank == 5 ? shape.intDim(2) : 1,
        rank >= 4 ? shape.intDim(rank - 2) : 1,
        rank >= 3 ? shape.intDim(rank - 1) : 1);
  }

  long volume() {
    return (long) d * h * w;
  }
}
