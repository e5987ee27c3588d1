package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.Raw;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Panels in plain Java.
final class ScalarPanels implements PanelTile {
  @Override
  public void pack(
      MemorySegment x,
      long xOffset,
      long xRow,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int columns,
      int vectors,
      float factor) {
    int width = vectors * Width.LANES;
    Objects.checkIndex(columns, width + 1);
    Raw.rows(x, xOffset, xRow, rows, (long) Float.BYTES * columns);
    Raw.rows(y, yOffset, yRow, rows, (long) Float.BYTES * width);
    for (int row = 0; row < rows; row++) {
      long from = xOffset + row * xRow;
      long to = yOffset + row * yRow;
      for (int c = 0; c < columns; c++) {
        y.set(FLOAT, to + 4L * c, factor * x.get(FLOAT, from + 4L * c));
      }
      for (int c = columns; c < width; c++) {
        y.set(FLOAT, to + 4L * c, 0f);
      }
    }
  }
}
