package dev.gatun.kernels.opencl.device;

/// The part of a convolution that one work item, or one group of them, computes.
///
/// @param shared whether a group shares local memory, else each item has its sums in registers
/// @param pixels rows of the product
/// @param vectors of output channels
public record Tile(boolean shared, int pixels, int vectors) {
  /// 64 pixels × 64 channels of a group of 8 × 8 items, as `conv_local.cl` has it.
  public static final Tile SHARED = new Tile(true, 64, 16);

  static Tile registers(int pixels, int vectors) {
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

  /// {@return what the compiler is told}
  String options() {
    return shared ? "" : " -DROWS=" + pixels + " -DOV=" + vectors;
  }
}
