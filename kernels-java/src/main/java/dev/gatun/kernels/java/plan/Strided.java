package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;

/// How a tile kernel walks over an operand: byte strides from a first pixel.
///
/// @param place the memory
/// @param base offset of the first pixel from the place
/// @param image between images
/// @param depth between output planes
/// @param row between output rows
/// @param pixel between output pixels of a row
/// @param block between channel blocks
record Strided(Place place, long base, long image, long depth, long row, long pixel, long block) {

  /// Every pixel of a blocked value in turn.
  static Strided of(BlockedPlace value) {
    return of(value, new Spatial(0, 0, 0), new Spatial(1, 1, 1));
  }

  /// Every `step`-th pixel of a blocked value.
  ///
  /// @param first coordinates of the first pixel; negative ones lie in the halo
  /// @param step pixels between outputs
  static Strided of(BlockedPlace value, Spatial first, Spatial step) {
    Blocked l = value.layout();
    return new Strided(
        value.place(),
        l.at(0, 0, first.d(), first.h(), first.w()),
        l.image(),
        l.plane() * step.d(),
        l.row() * step.h(),
        (long) Width.BLOCK_BYTES * step.w(),
        l.block());
  }

  long offset() {
    return place.offset() + base;
  }
}
