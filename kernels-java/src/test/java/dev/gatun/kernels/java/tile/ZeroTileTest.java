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

/// Borders are cleared, and nothing beside them.
final class ZeroTileTest {
  private static final int MARGIN = 12; // bytes before and after

  @Property(tries = 60)
  void clearsItsRunsAlone(
      @ForAll @IntRange(min = 1, max = 5) int runs,
      @ForAll @IntRange(min = 1, max = 9) int vectors,
      @ForAll @IntRange(min = 0, max = 130) int gap) {
    long bytes = (long) vectors * Width.BLOCK_BYTES;
    long stride = bytes + gap;
    for (Tiles set : TileSets.all()) {
      try (Arena arena = Arena.ofShared()) {
        MemorySegment y = arena.allocate(runs * stride + 2 * MARGIN, 64).fill((byte) 7);
        set.zeros().clear(y, MARGIN, stride, runs, vectors);
        for (long i = 0; i < y.byteSize(); i++) {
          long at = i - MARGIN;
          boolean cleared = at >= 0 && at < runs * stride && at % stride < bytes;
          assertEquals(cleared ? 0 : 7, y.get(ValueLayout.JAVA_BYTE, i), "byte " + at);
        }
      }
    }
  }

  @Test
  void whatDoesNotLieInTheSegmentIsRefused() {
    long line = Width.BLOCK_BYTES;
    for (Tiles set : TileSets.all()) {
      ZeroTile tile = set.zeros();
      try (Arena arena = Arena.ofShared()) {
        MemorySegment y = arena.allocate(4 * line, 64).fill((byte) 7);
        refused(() -> tile.clear(y, 4, 2 * line, 2, 2));
        refused(() -> tile.clear(y, -4, line, 1, 1));
        refused(() -> tile.clear(y, 0, 2 * line, 3, 1));
        refused(() -> tile.clear(y, line, -2 * line, 2, 1));
        refused(() -> tile.clear(y, 0, line, 1, 5));
        refused(() -> tile.clear(y, 0, line, 1, 0));
        assertEquals(-1, y.mismatch(arena.allocate(4 * line, 64).fill((byte) 7)));
        tile.clear(y, 0, 2 * line, 2, 2);
      }
    }
  }

  private static void refused(Executable call) {
    assertThrows(IndexOutOfBoundsException.class, call);
  }
}
