package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// A depthwise convolution of a rectangle of outputs of one channel block, in register tiles of `pixels` vectors.
///
///     y[r][i][l] = clamp(bias[l] + Σₜ x[r][i][t][l]·w[t][l], low, high)      taps in order, fused multiply-adds, sum from the bias
///
/// A tap table entry stands for `columns` taps whose inputs lie one channel block apart, a row of the kernel: a tile loads an
/// input vector of such a row once and uses it for up to `columns` outputs. With one column the table may name any taps.
///
///     x   row r, pixel i, tap (g, k):  xOffset + r·xRow + i·pixelStride·4 + taps[g] + k·4·lanes     bytes
///     w   [g][columns][lanes]
///     y   row r, pixel i:              yOffset + r·yRow + i·4·lanes                                 bytes
///
/// Where the width is no multiple of `pixels`, the last tile of a row computes some outputs of its neighbour once more, so y
/// must not overlap x. All memory is native; a range outside its segment throws [IndexOutOfBoundsException] before anything
/// is written.
public abstract class DepthwiseTile {
  private final int pixels;
  private final int columns;
  private final int pixelStride;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of a register tile
  /// @param columns taps behind one entry of the table
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  protected DepthwiseTile(int pixels, int columns, int pixelStride) {
    this.pixels = pixels;
    this.columns = columns;
    this.pixelStride = pixelStride;
  }

  /// {@return output pixels of a register tile, the least width it takes}
  public final int pixels() {
    return pixels;
  }

  /// {@return taps behind one entry of the table}
  public final int columns() {
    return columns;
  }

  /// {@return floats between the inputs of neighbouring output pixels}
  public final int pixelStride() {
    return pixelStride;
  }

  /// Computes a rectangle of outputs.
  ///
  /// @param x input
  /// @param xOffset byte offset of the first output's input with displacement 0
  /// @param xRow bytes between the inputs of successive output rows
  /// @param taps byte displacements of the kernel's rows
  /// @param w weights
  /// @param wOffset byte offset of tap 0
  /// @param b bias
  /// @param bOffset byte offset of the block's bias
  /// @param y output
  /// @param yOffset byte offset of the first output
  /// @param yRow bytes between output rows
  /// @param rows output rows, ≥ 1
  /// @param width outputs of a row, at least [#pixels]
  /// @param low lower clamp, −∞ for none
  /// @param high upper clamp, +∞ for none
  /// @throws IndexOutOfBoundsException if the rectangle or an operand of it does not lie in its
  ///   segment
  public abstract void run(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width,
      float low,
      float high);

  /// {@return such as `F32Depthwise3w8vs16`}
  public final String name() {
    return "F32Depthwise" + (columns == 1 ? "" : columns + "w") + pixels + "vs" + pixelStride;
  }
}
