package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// Copies rows of a matrix to rows of whole vectors: what weight panels of matrix products are made
/// of.
///
///     y[r][c] = factor · x[r][c]   for c < columns,   0 for the lanes behind them
///
///     x   row r:   xOffset + r·xRow   4·columns            bytes
///     y   row r:   yOffset + r·yRow   vectors·4·lanes      bytes
///
/// All memory is native; a range outside its segment throws [IndexOutOfBoundsException] before
/// anything is written.
public interface PanelTile {
  /// Copies the rows.
  ///
  /// @param x the matrix
  /// @param xOffset byte offset of the first row
  /// @param xRow bytes from row to row
  /// @param y the panel
  /// @param yOffset byte offset of the first row
  /// @param yRow bytes from row to row
  /// @param rows how many, ≥ 1
  /// @param columns floats of a row that are read, 0 to `vectors` · lanes
  /// @param vectors vectors of a row that are written
  /// @param factor of every element
  /// @throws IndexOutOfBoundsException if a row does not lie in its segment, or is longer than its
  ///   vectors
  void pack(
      MemorySegment x,
      long xOffset,
      long xRow,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int columns,
      int vectors,
      float factor);
}
