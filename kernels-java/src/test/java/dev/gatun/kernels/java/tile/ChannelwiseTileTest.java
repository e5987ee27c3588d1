package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.kernels.java.tile.ConvCase.Values;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Every depthwise and pool tile of every table against the plain formula, bit by bit.
final class ChannelwiseTileTest {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final float GUARD = -7.25e11f;
  private static final int MARGIN = 32; // floats before and after the output

  @Property(tries = 20)
  void depthwise(@ForAll long seed, @ForAll @IntRange(min = 0, max = 26) int tapCount) {
    Random random = new Random(seed);
    for (DepthwiseTile tile : TileSets.depthwise()) {
      try (Arena arena = Arena.ofConfined()) {
        int[] taps = taps(random, tapCount);
        MemorySegment x = input(arena, random, tile.pixels() * tile.pixelStride());
        MemorySegment w = Values.wild(random).fill(arena, 1 + tapCount * Width.LANES);
        MemorySegment b = Values.wild(random).fill(arena, 1 + Width.LANES);
        MemorySegment y = output(arena, tile.pixels());
        tile.run(x, 8, taps, tapCount, w, 4, b, 4, y, 4L * MARGIN, -1f, 2f);
        check(
            tile.name(),
            y,
            tile.pixels(),
            (i, l) -> {
              float sum = 0f;
              for (int t = 0; t < tapCount; t++) {
                float a = x.get(FLOAT, 8 + taps[t] + 4L * (i * tile.pixelStride() + l));
                sum = Math.fma(a, w.get(FLOAT, 4 + 4L * (t * Width.LANES + l)), sum);
              }
              sum += b.get(FLOAT, 4 + 4L * l);
              return Float.isNaN(sum) ? sum : Math.min(2f, Math.max(-1f, sum));
            });
      }
    }
  }

  @Property(tries = 20)
  void pool(@ForAll long seed, @ForAll @IntRange(min = 1, max = 26) int tapCount) {
    Random random = new Random(seed);
    for (PoolTile tile : TileSets.pool()) {
      try (Arena arena = Arena.ofConfined()) {
        int[] taps = taps(random, tapCount);
        MemorySegment x = input(arena, random, tile.pixels() * tile.pixelStride());
        MemorySegment y = output(arena, tile.pixels());
        tile.max(x, 8, taps, tapCount, y, 4L * MARGIN);
        check(
            tile.name() + " max",
            y,
            tile.pixels(),
            (i, l) -> {
              float most = Float.NEGATIVE_INFINITY;
              for (int tap : taps) {
                most = Math.max(most, x.get(FLOAT, 8 + tap + 4L * (i * tile.pixelStride() + l)));
              }
              return most;
            });
        tile.average(x, 8, taps, tapCount, y, 4L * MARGIN, 0.3f);
        check(
            tile.name() + " average",
            y,
            tile.pixels(),
            (i, l) -> {
              float sum = 0f;
              for (int tap : taps) {
                sum += x.get(FLOAT, 8 + tap + 4L * (i * tile.pixelStride() + l));
              }
              return sum * 0.3f;
            });
      }
    }
  }

  @Test
  void tablesEndWithOnePixel() {
    for (Tiles set : TileSets.all()) {
      for (int stride : TileSets.STRIDES) {
        assertEquals(1, set.depthwise(stride).getLast().pixels());
        assertEquals(1, set.pool(stride).getLast().pixels());
        set.depthwise(stride)
            .forEach(tile -> assertEquals(stride, tile.pixelStride(), tile.name()));
        set.pool(stride).forEach(tile -> assertEquals(stride, tile.pixelStride(), tile.name()));
      }
    }
  }

  private interface Formula {
    float at(int pixel, int lane);
  }

  private static int[] taps(Random random, int count) {
    return random.ints(count, 0, 200).map(i -> 4 * i).toArray();
  }

  private static MemorySegment input(Arena arena, Random random, int floats) {
    return Values.wild(random).fill(arena, floats + 200 + 2 + Width.LANES);
  }

  private static MemorySegment output(Arena arena, int pixels) {
    return ((Values) () -> GUARD).fill(arena, pixels * Width.LANES + 2 * MARGIN);
  }

  /// Compares the output, puts the guard value back, and checks that nothing else was written.
  private static void check(String name, MemorySegment y, int pixels, Formula wanted) {
    for (int i = 0; i < pixels; i++) {
      for (int l = 0; l < Width.LANES; l++) {
        long at = 4L * (MARGIN + i * Width.LANES + l);
        assertEquals(wanted.at(i, l), y.get(FLOAT, at), name + " pixel " + i + " lane " + l);
        y.set(FLOAT, at, GUARD);
      }
    }
    for (long at = 0; at < y.byteSize(); at += 4) {
      assertEquals(GUARD, y.get(FLOAT, at), name + " wrote outside its pixels");
    }
  }
}
