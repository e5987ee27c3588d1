package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Rows arrive multiplied, with zeros behind them, and nothing beside them is written.
final class PanelTileTest {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float BEFORE = 7;
  private static final int MARGIN = 3; // floats before

  @Property(tries = 80)
  void packsItsRowsAlone(
      @ForAll @IntRange(min = 1, max = 4) int rows,
      @ForAll @IntRange(min = 0, max = 9) int vectors,
      @ForAll @IntRange(min = 0, max = 40) int missing,
      @ForAll @IntRange(min = 0, max = 5) int gap) {
    int width = vectors * Width.LANES;
    int columns = Math.max(0, width - missing);
    int xRow = columns + gap;
    int yRow = width + gap;
    float factor = gap == 0 ? 1 : 0.3f * gap;
    for (Tiles set : TileSets.all()) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment x = arena.allocate(4L * (rows * xRow + 1), 64);
        for (int i = 0; i < rows * xRow; i++) {
          x.setAtIndex(F32, i, 1 / (i + 1f));
        }
        MemorySegment y = arena.allocate(4L * (rows * yRow + MARGIN), 64);
        for (int i = 0; i < rows * yRow + MARGIN; i++) {
          y.setAtIndex(F32, i, BEFORE);
        }
        set.panels()
            .pack(x, 0, 4L * xRow, y, 4 * MARGIN, 4L * yRow, rows, columns, vectors, factor);
        for (int i = 0; i < rows * yRow + MARGIN; i++) {
          int row = Math.floorDiv(i - MARGIN, Math.max(1, yRow));
          int c = Math.floorMod(i - MARGIN, Math.max(1, yRow));
          float wanted =
              row < 0 || c >= width
                  ? BEFORE
                  : c < columns ? factor * x.getAtIndex(F32, (long) row * xRow + c) : 0;
          assertEquals(wanted, y.getAtIndex(F32, i), "row " + row + " column " + c);
        }
      }
    }
  }

  @Test
  void whatDoesNotLieInTheSegmentIsRefused() {
    long line = Width.BLOCK_BYTES;
    int lanes = Width.LANES;
    for (Tiles set : TileSets.all()) {
      PanelTile tile = set.panels();
      try (Arena arena = Arena.ofShared()) {
        MemorySegment x = arena.allocate(4 * line, 64);
        MemorySegment y = arena.allocate(4 * line, 64).fill((byte) 7);
        refused(() -> tile.pack(x, 4, 2 * line, y, 0, 2 * line, 2, 2 * lanes, 2, 1));
        refused(() -> tile.pack(x, 0, 3 * line, y, 0, 2 * line, 2, 2 * lanes, 2, 1));
        refused(() -> tile.pack(x, 0, 2 * line, y, 4, 2 * line, 2, 2 * lanes, 2, 1));
        refused(() -> tile.pack(x, 0, 2 * line, y, 0, 3 * line, 2, 2 * lanes, 2, 1));
        refused(() -> tile.pack(x, 0, 2 * line, y, -4, 2 * line, 2, 2 * lanes, 2, 1));
        refused(() -> tile.pack(x, 0, line, y, 0, line, 1, lanes + 1, 1, 1));
        refused(() -> tile.pack(x, 0, line, y, 0, line, 1, -1, 1, 1));
        assertEquals(-1, y.mismatch(arena.allocate(4 * line, 64).fill((byte) 7)));
        tile.pack(x, 0, 2 * line, y, 0, 2 * line, 2, 2 * lanes, 2, 1);
      }
    }
  }

  private static void refused(Executable call) {
    assertThrows(IndexOutOfBoundsException.class, call);
  }
}
