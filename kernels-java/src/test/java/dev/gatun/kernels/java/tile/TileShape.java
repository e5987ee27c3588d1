package dev.gatun.kernels.java.tile;

/// One generated tile class.
///
/// @param kind class name's beginning, such as `F32Conv`
/// @param pixels output pixels
/// @param blocks output blocks, 0 where the kind has none
/// @param step how far apart the inputs of neighbouring output pixels are
record TileShape(String kind, int pixels, int blocks, Step step) {
  /// Broadcasts that fit in the registers beside the accumulators.
  private static final int MOST_PER_CHECK = 8;

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
    /// One channel block, and outputs any distance apart: rows of a matrix product, residues of a
    /// transposed convolution.
    ROWS("Rows", "LANES"),
    /// A field decides, outputs any distance apart: rows of a matrix that stays where it is.
    LINES("Lines", "pixelStride"),
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

  /// Whether tests that never fail cut the loop's body. C2 schedules all broadcasts of a block of
  /// code first; where accumulators, weights and broadcasts together need more than the registers,
  /// it would spill accumulators in the loop (14 × 2: 151 against 95 GFLOP/s).
  ///
  /// @return whether they do
  boolean isSplit() {
    int registers = TileShapes.isNarrow(this) ? 16 : 32;
    return isFourfold() || pixels * blocks + blocks + pixels > registers - 2;
  }

  /// @return pixels behind one test of an address
  int pixelsPerCheck() {
    if (!isSplit()) {
      return pixels;
    }
    boolean many = !isFourfold() || pixels > MOST_PER_CHECK || TileShapes.isNarrow(this);
    return many ? Math.ceilDiv(pixels, 2) : pixels;
  }

  /// Whether the loop takes four k at a time, so that taps must have counts that are multiples of
  /// four: half the instructions beside the products that one k at a time needs. Only tiles on the
  /// blocked layout and on rows of matrices: planar taps are kernel rows, mostly odd. A loop for
  /// all counts has a branch between the k, and C2 then spills accumulators around it (14 × 2: 70
  /// against 168 GFLOP/s).
  ///
  /// @return whether it does
  boolean isFourfold() {
    return pixels > 1
        && switch (step) {
          case BLOCK, BLOCK2, ROWS, LINES -> true;
          case PLANAR, PLANAR2, ANY -> false;
        };
  }

  /// @return k per round of the loop
  int unroll() {
    return isFourfold() ? 4 : 1;
  }

  /// Whether output pixels lie one block apart, so that their addresses are constant displacements.
  ///
  /// @return whether they do
  boolean isDense() {
    return pixels > 1 && step != Step.ROWS && step != Step.LINES && step != Step.ANY;
  }

  /// @return whether the constructor takes the stride
  boolean isAny() {
    return step == Step.ANY || step == Step.LINES;
  }

  /// Displacement of pixel i as Java text to append to an address.
  ///
  /// @param i pixel
  /// @return such as ` + 3 * PIXEL`
  String displacement(int i) {
    return i == 0 ? "" : i == 1 ? " + PIXEL" : " + " + i + " * PIXEL";
  }
}
