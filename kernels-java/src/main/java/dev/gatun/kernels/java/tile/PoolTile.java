package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// A pool over a rectangle of outputs of one channel block, in register tiles of `pixels` vectors.
///
///     max:      y[r][i][l] = maxₜ x[r][i][t][l]            NaN wins, a zero is +0
///     average:  y[r][i][l] = (Σₜ x[r][i][t][l])·scale      taps in order, sum from 0
///
/// A tap table entry stands for `columns` taps whose inputs lie one channel block apart, a row of the window. With one column
/// the table may name any taps. A maximum does not depend on the order of its taps: with several columns a tile takes the
/// maximum of each input column first, which neighbouring outputs share (3 × 3, stride 2: 6 in place of 9 per output).
///
///     x   row r, pixel i, tap (g, k):  xOffset + r·xRow + i·pixelStride·4 + taps[g] + k·4·lanes     bytes
///     y   row r, pixel i:              yOffset + r·yRow + i·4·lanes                                 bytes
///
/// Where the width is no multiple of `pixels`, the last tile of a row computes some outputs of its neighbour once more, so y
/// must not overlap x. All memory is native; a range outside its segment throws [IndexOutOfBoundsException] before anything
/// is written.
public abstract class PoolTile {
  private final int pixels;
  private final int columns;
  private final int pixelStride;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of a register tile
  /// @param columns taps behind one entry of the table
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  protected PoolTile(int pixels, int columns, int pixelStride) {
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

  /// The maximum over the taps.
  ///
  /// @param x input
  /// @param xOffset byte offset of the first output's input with displacement 0
  /// @param xRow bytes between the inputs of successive output rows
  /// @param taps byte displacements of the window's rows, at least one
  /// @param y output
  /// @param yOffset byte offset of the first output
  /// @param yRow bytes between output rows
  /// @param rows output rows, ≥ 1
  /// @param width outputs of a row, at least [#pixels]
  /// @throws IndexOutOfBoundsException if the rectangle or an operand of it does not lie in its
  ///   segment
  public abstract void max(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width);

  /// The scaled sum over the taps.
  ///
  /// @param x input
  /// @param xOffset byte offset of the first output's input with displacement 0
  /// @param xRow bytes between the inputs of successive output rows
  /// @param taps byte displacements of the window's rows
  /// @param y output
  /// @param yOffset byte offset of the first output
  /// @param yRow bytes between output rows
  /// @param rows output rows, ≥ 1
  /// @param width outputs of a row, at least [#pixels]
  /// @param scale factor of the sum
  /// @throws IndexOutOfBoundsException if the rectangle or an operand of it does not lie in its
  ///   segment
  public abstract void average(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width,
      float scale);

  /// {@return such as `F32Pool3w8vs32`}
  public final String name() {
    return "F32Pool" + (columns == 1 ? "" : columns + "w") + pixels + "vs" + pixelStride;
  }
}
