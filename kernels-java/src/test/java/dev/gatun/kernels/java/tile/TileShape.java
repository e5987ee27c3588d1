package dev.gatun.kernels.java.tile;

/// One generated tile class.
///
/// @param kind class name's beginning, such as `F32Conv`
/// @param pixels output pixels
/// @param blocks output blocks, 0 where the kind has none
/// @param step how far apart the inputs of neighbouring output pixels are
record TileShape(String kind, int pixels, int blocks, Step step) {
  /// Distance between the inputs of neighbouring output pixels.
  enum Step {
    /// One channel block: blocked layout, stride 1.
    BLOCK("", "LANES"),
    /// Two channel blocks: blocked layout, stride 2.
    BLOCK2("S2", "2 * LANES"),
    /// One float: planar layout, stride 1.
    PLANAR("Planar", "1"),
    /// Two floats: planar layout, stride 2.
    PLANAR2("PlanarS2", "2"),
    /// A field decides; also the one step of tiles with one pixel, which have no neighbour.
    ANY("Any", "pixelStride");

    private final String suffix;
    private final String floats;

    Step(String suffix, String floats) {
      this.suffix = suffix;
      this.floats = floats;
    }

    /// @return the distance in floats, as Java text
    String floats() {
      return floats;
    }
  }

  /// @return such as `F32Conv14x2vS2`
  String className() {
    String tile = blocks == 0 ? pixels + "v" : pixels + "x" + blocks + "v";
    return kind + tile + (pixels == 1 ? "" : step.suffix);
  }

  /// Whether a product of one k is cut in two by a test that never fails. C2 schedules all
  /// broadcasts of a block of code first; where accumulators, weights and broadcasts together need
  /// more than the registers, it would spill accumulators in the loop (14 × 2: 151 against 95
  /// GFLOP/s).
  ///
  /// @return whether it is
  boolean isSplit() {
    int registers = TileShapes.isNarrow(this) ? 16 : 32;
    return pixels * blocks + blocks + pixels > registers - 2;
  }

  /// Whether the loop takes two k at a time, so that taps must have even counts. Only tiles on the
  /// blocked layout: planar taps are kernel rows, mostly odd. A loop for both kinds has a branch
  /// between the two k, and C2 then spills accumulators around it (14 × 2: 70 against 168 GFLOP/s).
  ///
  /// @return whether it does
  boolean isEvenOnly() {
    return pixels > 1 && (step == Step.BLOCK || step == Step.BLOCK2);
  }

  /// @return whether the constructor takes the stride
  boolean isAny() {
    return step == Step.ANY;
  }

  /// Displacement of pixel i as Java text to append to an address.
  ///
  /// @param i pixel
  /// @return such as ` + 3 * PIXEL`
  String displacement(int i) {
    return i == 0 ? "" : i == 1 ? " + PIXEL" : " + " + i + " * PIXEL";
  }
}
