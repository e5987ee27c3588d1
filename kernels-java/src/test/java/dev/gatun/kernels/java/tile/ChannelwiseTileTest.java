package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

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
import org.junit.jupiter.api.function.Executable;

/// Every depthwise and pool tile of every table against the plain formula, bit by bit.
final class ChannelwiseTileTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float GUARD = -7.25e11f;
  private static final int MARGIN = 32; // floats before and after the output

  /// None, one or both bounds.
  private static final float[][] BOUNDS = {
    {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY},
    {-1f, Float.POSITIVE_INFINITY},
    {Float.NEGATIVE_INFINITY, 2f},
    {-1f, 2f}
  };

  /// What a rectangle of outputs is made of.
  ///
  /// @param groups entries of the tap table
  /// @param rows output rows
  /// @param more outputs of a row beyond the tile's pixels
  private record Size(int groups, int rows, int more) {
    int width(int pixels) {
      return pixels + more;
    }

    /// Floats between input rows: an odd number, so that rows are not aligned alike.
    int xRow(int pixels, int pixelStride) {
      return width(pixels) * pixelStride + 3;
    }

    int yRow(int pixels) {
      return width(pixels) * Width.LANES + 5;
    }
  }

  @Property(tries = 20)
  void depthwise(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 9) int groups,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll @IntRange(min = 0, max = 9) int more) {
    Random random = new Random(seed);
    Size size = new Size(groups, rows, more);
    for (DepthwiseTile tile : TileSets.depthwise()) {
      try (Arena arena = Arena.ofShared()) {
        int stride = tile.pixelStride();
        int width = size.width(tile.pixels());
        int xRow = size.xRow(tile.pixels(), stride);
        int yRow = size.yRow(tile.pixels());
        int[] taps = taps(random, groups);
        MemorySegment x = input(arena, random, xRow * rows);
        MemorySegment w =
            Values.wild(random).fill(arena, 1 + groups * tile.columns() * Width.LANES);
        MemorySegment b = Values.wild(random).fill(arena, 1 + Width.LANES);
        MemorySegment y = output(arena, yRow * rows);
        for (float[] bounds : BOUNDS) {
          float low = bounds[0];
          float high = bounds[1];
          tile.run(
              x, 8, 4L * xRow, taps, w, 4, b, 4, y, 4L * MARGIN, 4L * yRow, rows, width, low, high);
          check(
              tile.name(),
              y,
              new Rectangle(rows, width, yRow),
              (row, i, l) -> {
                float sum = b.get(FLOAT, 4 + 4L * l);
                for (int t = 0; t < groups * tile.columns(); t++) {
                  float a = x.get(FLOAT, at(taps, tile.columns(), t, row * xRow + i * stride + l));
                  sum = Math.fma(a, w.get(FLOAT, 4 + 4L * (t * Width.LANES + l)), sum);
                }
                return Float.isNaN(sum) ? sum : Math.min(high, Math.max(low, sum));
              });
        }
      }
    }
  }

  @Property(tries = 20)
  void averagePool(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int groups,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll @IntRange(min = 0, max = 9) int more) {
    Random random = new Random(seed);
    Size size = new Size(groups, rows, more);
    for (PoolTile tile : TileSets.pool()) {
      try (Arena arena = Arena.ofShared()) {
        int stride = tile.pixelStride();
        int width = size.width(tile.pixels());
        int xRow = size.xRow(tile.pixels(), stride);
        int yRow = size.yRow(tile.pixels());
        int[] taps = taps(random, groups);
        MemorySegment x = input(arena, random, xRow * rows);
        MemorySegment y = output(arena, yRow * rows);
        tile.average(x, 8, 4L * xRow, taps, y, 4L * MARGIN, 4L * yRow, rows, width, 0.3f);
        check(
            tile.name() + " average",
            y,
            new Rectangle(rows, width, yRow),
            (row, i, l) -> {
              float sum = 0f;
              for (int t = 0; t < groups * tile.columns(); t++) {
                sum += x.get(FLOAT, at(taps, tile.columns(), t, row * xRow + i * stride + l));
              }
              return sum * 0.3f;
            });
      }
    }
  }

  /// Inputs with zeros of both signs, then with infinities of one sign, then with anything: maxima
  /// are computed in another way where the inputs hold a NaN or both infinities.
  @Property(tries = 10)
  void maxPool(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int groups,
      @ForAll @IntRange(min = 1, max = 3) int rows,
      @ForAll @IntRange(min = 0, max = 9) int more) {
    Random random = new Random(seed);
    Size size = new Size(groups, rows, more);
    List<Values> inputs =
        List.of(
            often(random, 0f, -0f),
            often(random, -0f, Float.NEGATIVE_INFINITY),
            often(random, -1f, Float.POSITIVE_INFINITY),
            Values.wild(random));
    for (PoolTile tile : TileSets.pool()) {
      for (Values values : inputs) {
        try (Arena arena = Arena.ofShared()) {
          int stride = tile.pixelStride();
          int width = size.width(tile.pixels());
          int xRow = size.xRow(tile.pixels(), stride);
          int yRow = size.yRow(tile.pixels());
          int[] taps = taps(random, groups);
          MemorySegment x = input(arena, values, xRow * rows);
          MemorySegment y = output(arena, yRow * rows);
          tile.max(x, 8, 4L * xRow, taps, y, 4L * MARGIN, 4L * yRow, rows, width);
          check(
              tile.name() + " max",
              y,
              new Rectangle(rows, width, yRow),
              (row, i, l) -> {
                float most = Float.NEGATIVE_INFINITY;
                for (int t = 0; t < groups * tile.columns(); t++) {
                  long from = at(taps, tile.columns(), t, row * xRow + i * stride + l);
                  most = Math.max(most, x.get(FLOAT, from));
                }
                return most == 0f ? 0f : most;
              });
        }
      }
    }
  }

  /// Reals below 0, and half of the time one of two values.
  private static Values often(Random random, float a, float b) {
    return () ->
        random.nextBoolean()
            ? random.nextBoolean() ? a : b
            : (float) -Math.abs(random.nextGaussian());
  }

  @Test
  void whatDoesNotLieInItsSegmentIsRefused() {
    int[] taps = {0, 64};
    for (DepthwiseTile tile : TileSets.depthwise()) {
      try (Arena arena = Arena.ofShared()) {
        int p = tile.pixels();
        long xBytes = 64 + 4L * ((p - 1) * tile.pixelStride() + tile.columns() * Width.LANES);
        MemorySegment x = arena.allocate(2 * xBytes, 64);
        MemorySegment w = arena.allocate(2L * tile.columns() * Width.BLOCK_BYTES, 64);
        MemorySegment y = arena.allocate(2L * p * Width.BLOCK_BYTES, 64);
        long row = (long) p * Width.BLOCK_BYTES;
        tile.run(x, 0, xBytes, taps, w, 0, w, 0, y, 0, row, 2, p, 0f, 1f);
        refused(() -> tile.run(x, 4, xBytes, taps, w, 0, w, 0, y, 0, row, 2, p, 0f, 1f));
        refused(() -> tile.run(x, -4, xBytes, taps, w, 0, w, 0, y, 0, row, 2, p, 0f, 1f));
        refused(() -> tile.run(x, 0, -xBytes, taps, w, 0, w, 0, y, 0, row, 2, p, 0f, 1f));
        refused(() -> tile.run(x, 0, xBytes, taps, w, 4, w, 0, y, 0, row, 2, p, 0f, 1f));
        refused(() -> tile.run(x, 0, xBytes, taps, w, 0, w, 0, y, 4, row, 2, p, 0f, 1f));
        refused(() -> tile.run(x, 0, 0, taps, w, 0, w, 0, y, 0, row, 3, p, 0f, 1f));
        refused(() -> tile.run(x, 0, xBytes, taps, w, 0, w, 0, y, 0, row, 2, p - 1, 0f, 1f));
      }
    }
  }

  private static void refused(Executable call) {
    assertThrows(IndexOutOfBoundsException.class, call);
  }

  @Test
  void tablesEndWithOnePixel() {
    for (Tiles set : TileSets.all()) {
      for (int stride : TileSets.STRIDES) {
        for (int columns = 1; columns <= TileSets.COLUMNS; columns++) {
          List<DepthwiseTile> depthwise = set.depthwise(columns, stride);
          List<PoolTile> pool = set.pool(columns, stride);
          if (columns == 1) {
            assertFalse(depthwise.isEmpty() || pool.isEmpty(), "any tap for stride " + stride);
          }
          if (!depthwise.isEmpty()) {
            assertEquals(1, depthwise.getLast().pixels());
          }
          if (!pool.isEmpty()) {
            assertEquals(1, pool.getLast().pixels());
          }
          for (DepthwiseTile tile : depthwise) {
            assertEquals(stride, tile.pixelStride(), tile.name());
            assertEquals(columns, tile.columns(), tile.name());
          }
          for (PoolTile tile : pool) {
            assertEquals(stride, tile.pixelStride(), tile.name());
            assertEquals(columns, tile.columns(), tile.name());
          }
        }
      }
    }
  }

  /// Byte offset of a tap's input.
  private static long at(int[] taps, int columns, int tap, int floats) {
    return 8 + taps[tap / columns] + 4L * (tap % columns * Width.LANES + floats);
  }

  /// Outputs and the floats between their rows.
  private record Rectangle(int rows, int width, int pitch) {}

  private interface Formula {
    float at(int row, int pixel, int lane);
  }

  private static int[] taps(Random random, int count) {
    return random.ints(count, 0, 200).map(i -> 4 * i).toArray();
  }

  private static MemorySegment input(Arena arena, Random random, int floats) {
    return input(arena, Values.wild(random), floats);
  }

  private static MemorySegment input(Arena arena, Values values, int floats) {
    return values.fill(arena, floats + 200 + 2 + TileSets.COLUMNS * Width.LANES);
  }

  private static MemorySegment output(Arena arena, int floats) {
    return ((Values) () -> GUARD).fill(arena, floats + 2 * MARGIN);
  }

  /// Compares the outputs, puts the guard value back, and checks that nothing else was written.
  private static void check(String name, MemorySegment y, Rectangle r, Formula wanted) {
    for (int row = 0; row < r.rows; row++) {
      for (int i = 0; i < r.width; i++) {
        for (int l = 0; l < Width.LANES; l++) {
          long at = 4L * (MARGIN + row * r.pitch + i * Width.LANES + l);
          float expected = wanted.at(row, i, l);
          if (Float.compare(expected, y.get(FLOAT, at)) != 0) {
            assertEquals(
                expected, y.get(FLOAT, at), name + " row " + row + " pixel " + i + " lane " + l);
          }
          y.set(FLOAT, at, GUARD);
        }
      }
    }
    for (long at = 0; at < y.byteSize(); at += 4) {
      if (y.get(FLOAT, at) != GUARD) {
        fail(name + " wrote outside its pixels");
      }
    }
  }
}
