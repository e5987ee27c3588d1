package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.java.tile.ConvCase.Values;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Every convolution tile of every table against the plain formula: the same bits, and within the
/// bound of double sums.
final class ConvTileTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void exactOnIntegers() {
    Random random = new Random(1);
    try (Arena arena = Arena.ofConfined()) {
      for (ConvTile tile : TileSets.conv()) {
        int[] taps = {0, Width.LANES, 400, 1, 96, 3};
        ConvCase run =
            new ConvCase(arena, tile, taps, -INFINITY, INFINITY, Values.integers(random));
        run.check();
      }
    }
  }

  @Test
  void clampsAndKeepsNaN() {
    Random random = new Random(2);
    try (Arena arena = Arena.ofConfined()) {
      for (ConvTile tile : TileSets.conv()) {
        ConvCase run =
            new ConvCase(arena, tile, new int[] {8, 5}, -0.5f, 1.25f, Values.wild(random));
        run.check();
      }
    }
  }

  @Test
  void noTapsLeaveStartAndBias() {
    Random random = new Random(3);
    try (Arena arena = Arena.ofConfined()) {
      for (ConvTile tile : TileSets.conv()) {
        ConvCase run = new ConvCase(arena, tile, new int[0], 0, INFINITY, Values.reals(random));
        run.check();
      }
    }
  }

  @Test
  void refusesWhatLiesOutside() {
    try (Arena arena = Arena.ofConfined()) {
      for (ConvTile tile : TileSets.conv()) {
        long vector = (long) tile.blocks() * Width.BLOCK_BYTES;
        long out = tile.pixels() * vector;
        MemorySegment x = arena.allocate(4L * (tile.pixels() * tile.pixelStride() + 3), 64);
        MemorySegment w = arena.allocate(4 * vector, 64);
        MemorySegment b = arena.allocate(vector, 64);
        MemorySegment y = arena.allocate(out, 64);
        MemorySegment n = arena.allocate(ConvTile.TOUCHED, 64);
        long pixel = tile.isDense() ? Width.BLOCK_BYTES : vector;
        long block = tile.isDense() ? (long) tile.pixels() * Width.BLOCK_BYTES : Width.BLOCK_BYTES;
        for (int fault = 0; fault < (tile.isFourfold() ? 8 : 6); fault++) {
          int tap = fault == 0 ? 4 * tile.pixels() * tile.pixelStride() : fault == 1 ? -4 : 0;
          long wAt = fault == 2 ? 4 : 0;
          long sAt = fault == 3 ? 4 : 0;
          long bAt = fault == 4 ? 4 : 0;
          long yAt = fault == 5 ? -4 : 0;
          long nAt = fault == 6 ? 4 : 0;
          long nStride = fault == 7 ? 4 : 0;
          assertThrows(
              IndexOutOfBoundsException.class,
              () ->
                  tile.run(
                      x,
                      0,
                      TapTable.of(tap, 4),
                      w,
                      wAt,
                      y,
                      sAt,
                      pixel,
                      block,
                      b,
                      bAt,
                      y,
                      yAt,
                      pixel,
                      block,
                      0,
                      1,
                      n,
                      nAt,
                      nStride),
              tile.name() + " fault " + fault);
        }
      }
    }
  }

  @Test
  void denseTilesRefuseOtherPixels() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(1 << 16, 64);
      for (ConvTile tile : TileSets.conv()) {
        for (int fault = 0; fault < 2 && tile.isDense(); fault++) {
          long sPixel = (long) Width.BLOCK_BYTES + (fault == 0 ? 4 : 0);
          long yPixel = (long) Width.BLOCK_BYTES + (fault == 1 ? 4 : 0);
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  tile.run(
                      m,
                      0,
                      TapTable.of(),
                      m,
                      0,
                      m,
                      0,
                      sPixel,
                      0,
                      m,
                      0,
                      m,
                      0,
                      yPixel,
                      4096,
                      0,
                      1,
                      m,
                      0,
                      0),
              tile.name());
        }
      }
    }
  }

  /// What is read ahead changes nothing, and is read: without the touches the sum is 0.
  @Test
  void touchesWhatIsReadAhead() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeros = arena.allocate(1 << 16, 64);
      MemorySegment n = arena.allocate(1024, 64);
      int rounds = 4;
      for (int i = 0; i < 1024; i += 64) {
        n.set(ValueLayout.JAVA_INT, i, 1 << (i / 64));
      }
      TapTable taps = TapTable.of(0, rounds * ConvTile.ROUND);
      for (ConvTile tile : TileSets.conv()) {
        long pixel = Width.BLOCK_BYTES;
        int touched =
            tile.run(
                zeros,
                0,
                taps,
                zeros,
                0,
                zeros,
                0,
                pixel,
                4096,
                zeros,
                0,
                zeros,
                0,
                pixel,
                4096,
                0,
                1,
                n,
                0,
                ConvTile.TOUCHED);
        assertEquals(tile.isFourfold() ? 0xff : 0, touched, tile.name());
      }
    }
  }

  @Property(tries = 300)
  void anyTapTable(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int tapCount) {
    Random random = new Random(seed);
    List<ConvTile> tiles = TileSets.conv();
    int[] taps = new int[2 * tapCount];
    for (int t = 0; t < tapCount; t++) {
      taps[2 * t] = 4 * random.nextInt(300);
      taps[2 * t + 1] = 1 + random.nextInt(random.nextBoolean() ? 2 : 40);
    }
    try (Arena arena = Arena.ofConfined()) {
      ConvTile tile = tiles.get(random.nextInt(tiles.size()));
      new ConvCase(arena, tile, taps, random.nextInt(3) - 2, INFINITY, Values.reals(random))
          .check();
    }
  }

  @Test
  void tablesEndWithOnePixelAndNameTheirStride() {
    for (Tiles set : TileSets.all()) {
      for (int stride : TileSets.STRIDES) {
        for (int blocks : TileSets.BLOCKS) {
          List<ConvTile> tiles = set.conv(blocks, new ConvTerms(stride, true, true));
          if (tiles.isEmpty()) {
            assertTrue(blocks > 2, "blocks " + blocks);
            continue;
          }
          assertEquals(1, tiles.getLast().pixels());
          for (int i = 0; i < tiles.size(); i++) {
            assertEquals(blocks, tiles.get(i).blocks(), tiles.get(i).name());
            assertEquals(stride, tiles.get(i).pixelStride(), tiles.get(i).name());
            assertTrue(
                i == 0 || tiles.get(i).pixels() < tiles.get(i - 1).pixels(), tiles.get(i).name());
          }
        }
        assertTrue(set.conv(5, new ConvTerms(stride, true, true)).isEmpty());
        set.conv(2, new ConvTerms(stride, false, true))
            .forEach(tile -> assertFalse(tile.isFourfold(), tile.name()));
        set.conv(2, new ConvTerms(stride, true, false))
            .forEach(tile -> assertFalse(tile.isDense(), tile.name()));
      }
    }
  }
}
