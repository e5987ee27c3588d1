package dev.gatun.kernels.opencl.device;

/// The part of a convolution that one work item, or one group of them, computes.
///
/// @param shared whether a group shares local memory, else each item has its sums in registers
/// @param pixels rows of the product
/// @param vectors of output channels
public record Tile(boolean shared, int pixels, int vectors) {
  /// 64 pixels × 64 channels of a group of 8 × 8 items, as `conv_local.cl` has it.
  public static final Tile SHARED = new Tile(true, 64, 16);

  /// Floats of a vector that its kernel wants.
  public static final int SHARED_VECTOR = 4;

  /// Sums of a work item: what more of them spill costs more than they save, on any device.
  private static final int MOST_SUMS = 32;

  /// One of the tiles that the programs have.
  ///
  /// @throws IllegalArgumentException if there is no such tile
  public Tile {
    boolean known =
        shared
            ? pixels == 64 && vectors == 16
            : pixels >= 1 && vectors >= 1 && (long) pixels * vectors <= MOST_SUMS;
    if (!known) {
      throw new IllegalArgumentException(
          "got a tile of %d pixels × %d vectors, required 1 to %d sums"
              .formatted(pixels, vectors, MOST_SUMS));
    }
  }

  /// A tile whose items have their sums in registers.
  ///
  /// @param pixels rows of the product
  /// @param vectors of output channels
  /// @return the tile
  public static Tile registers(int pixels, int vectors) {
    return new Tile(false, pixels, vectors);
  }

  /// {@return the program of its kernel}
  public Source source() {
    return shared ? Source.CONV_LOCAL : Source.CONV;
  }

  /// {@return its kernel}
  public String kernel() {
    return shared ? "conv_local" : "conv";
  }

  /// {@return as plans name it, such as `conv6x4`}
  public String label() {
    return kernel() + pixels + "x" + vectors;
  }

  /// {@return as files name it: pixels × vectors as in `6x4`, or `shared`}
  public String text() {
    return shared ? "shared" : pixels + "x" + vectors;
  }

  /// {@return what the compiler is told}
  String options() {
    return shared ? "" : " -DROWS=" + pixels + " -DOV=" + vectors;
  }
}
