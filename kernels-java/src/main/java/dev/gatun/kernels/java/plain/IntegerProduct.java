package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.ExactSums;
import dev.gatun.kernels.java.width.Caches;
import org.jspecify.annotations.Nullable;

/// Matrix products of 8-bit integers without their zero points, many of one size:
///
/// ```
/// sums[r][c] = Σ left[r][t]·right[t][c]      for each batch
/// ```
///
/// An item is a block of columns and up to [#ITEM_ROWS] rows of one batch. Its columns are packed
/// as floats into a panel `[terms][width]`, which serves all its rows and the next item's, where
/// that has the same columns; four rows at a time are packed `[terms][4]` and multiplied
/// ([ExactSums]). What lies beyond the last row and column is 0.
abstract class IntegerProduct extends Partitioned {
  private static final ExactSums SUMS = ExactSums.best();

  /// Floats of a panel, a quarter of the L2 cache: wide panels matter more than small ones, as rows
  /// are packed anew for each.
  private static final int PANEL = Caches.L2_BYTES / 4 / Float.BYTES;

  private static final int MOST_COLUMNS = 256;
  private static final int ITEM_ROWS = 64;

  /// The extents of all products of a kernel.
  ///
  /// @param batches number of products
  /// @param rows rows of the left matrix
  /// @param columns columns of the right one
  /// @param terms columns of the left one, rows of the right one
  record Extents(long batches, int rows, long columns, int terms) {
    /// @return columns of a block, a multiple of [ExactSums#COLUMNS]; blocks are about equal
    int width() {
      int unit = ExactSums.COLUMNS;
      int fitting = Math.clamp(PANEL / Math.max(1, terms), unit, MOST_COLUMNS) / unit * unit;
      long blocks = Math.max(1, Math.ceilDiv(columns, fitting));
      return (int) Math.ceilDiv(Math.max(1, columns), blocks * unit) * unit;
    }

    private long columnBlocks() {
      return Math.ceilDiv(columns, width());
    }

    private long rowBlocks() {
      return Math.ceilDiv(rows, ITEM_ROWS);
    }

    private long items() {
      return batches * columnBlocks() * rowBlocks();
    }

    private long itemWork() {
      return (long) width() * terms * Math.min(rows, ITEM_ROWS) / ExactSums.COLUMNS;
    }
  }

  private final Extents extents;
  private final int width;

  IntegerProduct(String name, Extents extents) {
    super(name, extents.items(), extents.itemWork());
    this.extents = extents;
    this.width = extents.width();
  }

  @Override
  final void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    int rows = ExactSums.ROWS;
    ProductScratch scratch =
        ProductScratch.of(extents.terms * width, extents.terms * rows, rows * width);
    long packed = -1;
    for (long item = from; item < to; item++) {
      long columnBlock = item / extents.rowBlocks();
      long batch = columnBlock / extents.columnBlocks();
      long column = columnBlock % extents.columnBlocks() * width;
      int count = (int) Math.min(width, extents.columns - column);
      if (columnBlock != packed) {
        packColumns(in, batch, column, count, scratch.panel());
        packed = columnBlock;
      }
      int first = (int) (item % extents.rowBlocks()) * ITEM_ROWS;
      int last = Math.min(extents.rows, first + ITEM_ROWS);
      for (int row = first; row < last; row += rows) {
        packRows(in, batch, row, Math.min(rows, last - row), scratch.left());
        SUMS.multiply(scratch.left(), scratch.panel(), extents.terms, width, scratch.sums());
        for (int r = 0; r < rows && row + r < last; r++) {
          store(in, at(out, 0), batch, row + r, column, scratch.sums(), r * width, count);
        }
      }
    }
  }

  final int terms() {
    return extents.terms;
  }

  /// @return floats from one term of the panel to the next
  final int width() {
    return width;
  }

  /// Packs right columns `column` to `column + count − 1`, and 0 beyond.
  abstract void packColumns(
      @Nullable Tensor[] in, long batch, long column, int count, float[] panel);

  /// Packs left rows `row` to `row + count − 1`, and 0 beyond.
  abstract void packRows(@Nullable Tensor[] in, long batch, int row, int count, float[] left);

  /// Stores `count` sums of one row from a column on.
  abstract void store(
      @Nullable Tensor[] in,
      Tensor y,
      long batch,
      int row,
      long column,
      int[] sums,
      int from,
      int count);
}
