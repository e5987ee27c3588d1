package dev.gatun.kernels.java.tile.vector;

import static dev.gatun.kernels.java.tile.Raw.MASK;
import static dev.gatun.kernels.java.tile.Raw.MEMORY;
import static dev.gatun.kernels.java.tile.vector.Species.BLOCK;
import static dev.gatun.kernels.java.tile.vector.Species.FLOAT;
import static dev.gatun.kernels.java.tile.vector.Species.LANES;
import static dev.gatun.kernels.java.tile.vector.Species.ORDER;
import static dev.gatun.kernels.java.tile.vector.Species.SPECIES;

import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.Raw;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;

/// Panels, four vectors at a time: most have four blocks. Columns that fill no vector go one by
/// one.
final class VectorPanels implements PanelTile {
  private static final int AT_ONCE = 4;

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
    Objects.checkIndex(columns, vectors * LANES + 1);
    long from = Raw.rows(x, xOffset, xRow, rows, (long) Float.BYTES * columns);
    long to = Raw.rows(y, yOffset, yRow, rows, vectors * BLOCK);
    long full = columns / LANES * BLOCK;
    long fours = full / (AT_ONCE * BLOCK) * (AT_ONCE * BLOCK);
    for (int row = 0; row < rows; row++) {
      for (long i = 0; i < fours; i += AT_ONCE * BLOCK) {
        long a = from + i & MASK;
        long b = to + i & MASK;
        FloatVector v0 = FloatVector.fromMemorySegment(SPECIES, MEMORY, a, ORDER);
        FloatVector v1 = FloatVector.fromMemorySegment(SPECIES, MEMORY, a + BLOCK, ORDER);
        FloatVector v2 = FloatVector.fromMemorySegment(SPECIES, MEMORY, a + 2 * BLOCK, ORDER);
        FloatVector v3 = FloatVector.fromMemorySegment(SPECIES, MEMORY, a + 3 * BLOCK, ORDER);
        v0.mul(factor).intoMemorySegment(MEMORY, b, ORDER);
        v1.mul(factor).intoMemorySegment(MEMORY, b + BLOCK, ORDER);
        v2.mul(factor).intoMemorySegment(MEMORY, b + 2 * BLOCK, ORDER);
        v3.mul(factor).intoMemorySegment(MEMORY, b + 3 * BLOCK, ORDER);
      }
      for (long i = fours; i < full; i += BLOCK) {
        FloatVector v = FloatVector.fromMemorySegment(SPECIES, MEMORY, from + i & MASK, ORDER);
        v.mul(factor).intoMemorySegment(MEMORY, to + i & MASK, ORDER);
      }
      if (full < vectors * BLOCK) {
        end(from, to, full, 4L * columns, vectors * BLOCK, factor);
      }
      from += xRow;
      to += yRow;
    }
  }

  /// The columns that fill no vector, and zeros.
  private static void end(long from, long to, long first, long behind, long end, float factor) {
    for (long i = first; i < behind; i += Float.BYTES) {
      MEMORY.set(FLOAT, to + i & MASK, factor * MEMORY.get(FLOAT, from + i & MASK));
    }
    for (long i = behind; i < end; i += Float.BYTES) {
      MEMORY.set(FLOAT, to + i & MASK, 0f);
    }
  }
}
