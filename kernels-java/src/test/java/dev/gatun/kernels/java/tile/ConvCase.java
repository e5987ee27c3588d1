package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/// One run of a convolution tile on random data, and what must come out of it.
final class ConvCase {
  /// What an untouched output float holds.
  private static final float GUARD = -7.25e11f;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final ConvTile tile;
  private final int[] taps;
  private final int count; // of all taps together
  private final float low;
  private final float high;
  private final MemorySegment x;
  private final MemorySegment w;
  private final MemorySegment s;
  private final MemorySegment b;
  private final long sPixel;
  private final long sBlock;
  private final long yPixel;
  private final long yBlock;

  /// @param arena memory
  /// @param tile under test
  /// @param taps its table
  /// @param low lower clamp
  /// @param high upper clamp
  /// @param values what to compute with
  ConvCase(Arena arena, ConvTile tile, int[] taps, float low, float high, Values values) {
    this.tile = tile;
    this.taps = taps.clone();
    for (int t = 1; t < taps.length && tile.isFourfold(); t += 2) {
      this.taps[t] = Math.ceilDiv(taps[t], ConvTile.ROUND) * ConvTile.ROUND;
    }
    this.sPixel = Width.BLOCK_BYTES + (tile.isDense() ? 0 : 16L);
    this.yPixel = Width.BLOCK_BYTES + (tile.isDense() ? 0 : 8L);
    this.low = low;
    this.high = high;
    int channels = 0;
    int reach = 0;
    for (int t = 0; t < taps.length; t += 2) {
      channels += this.taps[t + 1];
      reach = Math.max(reach, taps[t] + 4 * this.taps[t + 1]);
    }
    this.count = channels;
    int vector = tile.blocks() * Width.LANES;
    this.x =
        values.fill(arena, ConvTile.TOUCHED / 4 + reach / 4 + tile.pixels() * tile.pixelStride());
    this.w = values.fill(arena, 4 + Math.max(1, channels) * vector);
    this.b = values.fill(arena, 4 + vector);
    this.sBlock = tile.pixels() * sPixel + 8;
    this.s = values.fill(arena, 8 + (int) (tile.blocks() * sBlock / 4));
    this.yBlock = tile.pixels() * yPixel + 24;
  }

  /// Where numbers come from.
  interface Values {
    /// @return the next number
    float next();

    /// @param random source
    /// @return integers of −4 to 4: every sum is exact
    static Values integers(Random random) {
      return () -> random.nextInt(9) - 4;
    }

    /// @param random source
    /// @return normally distributed numbers
    static Values reals(Random random) {
      return () -> (float) random.nextGaussian();
    }

    /// @param random source
    /// @return reals, some NaN, ±∞ and ±0
    static Values wild(Random random) {
      float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f};
      return () ->
          random.nextInt(40) == 0
              ? special[random.nextInt(special.length)]
              : (float) random.nextGaussian();
    }

    /// @param arena memory
    /// @param floats how many
    /// @return that many numbers
    default MemorySegment fill(Arena arena, int floats) {
      MemorySegment segment = arena.allocate(4L * floats, 64);
      for (int i = 0; i < floats; i++) {
        segment.set(FLOAT, 4L * i, next());
      }
      return segment;
    }
  }

  /// Runs the tile and checks every float of the output buffer.
  void check() {
    int guard = 64;
    int size = guard + (int) (tile.blocks() * yBlock / 4) + guard;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment y = arena.allocate(4L * size, 64);
      for (int i = 0; i < size; i++) {
        y.set(FLOAT, 4L * i, GUARD);
      }
      run(y, 4L * guard);
      for (int i = 0; i < tile.pixels(); i++) {
        for (int j = 0; j < tile.blocks(); j++) {
          for (int l = 0; l < Width.LANES; l++) {
            long at = 4L * guard + i * yPixel + j * yBlock + 4L * l;
            compare(i, j, l, y.get(FLOAT, at));
            y.set(FLOAT, at, GUARD);
          }
        }
      }
      for (int i = 0; i < size; i++) {
        if (y.get(FLOAT, 4L * i) != GUARD) {
          fail(tile.name() + " wrote outside its pixels, float " + (i - guard));
        }
      }
    }
  }

  /// Two calls, the second on what the first one left, where there are two taps or more.
  private void run(MemorySegment y, long yOffset) {
    int tapCount = taps.length / 2;
    int cut = tapCount / 2;
    TapTable table = TapTable.of(taps);
    if (cut == 0) {
      tile.run(
          x, 4, table, w, 16, s, 8, sPixel, sBlock, b, 16, y, yOffset, yPixel, yBlock, low, high, x,
          0, 0);
      return;
    }
    long second = 16 + (long) table.part(0, cut).depth() * tile.blocks() * Width.BLOCK_BYTES;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeros = arena.allocate((long) tile.blocks() * Width.BLOCK_BYTES, 64);
      tile.run(
          x,
          4,
          table.part(0, cut),
          w,
          16,
          s,
          8,
          sPixel,
          sBlock,
          zeros,
          0,
          y,
          yOffset,
          yPixel,
          yBlock,
          Float.NEGATIVE_INFINITY,
          Float.POSITIVE_INFINITY,
          x,
          0,
          0);
      tile.run(
          x,
          4,
          table.part(cut, tapCount),
          w,
          second,
          y,
          yOffset,
          yPixel,
          yBlock,
          b,
          16,
          y,
          yOffset,
          yPixel,
          yBlock,
          low,
          high,
          x,
          0,
          0);
    }
  }

  private void compare(int i, int j, int l, float got) {
    float bias = b.get(FLOAT, 16 + 4L * (j * Width.LANES + l));
    float start = s.get(FLOAT, 8 + i * sPixel + j * sBlock + 4L * l);
    float fused = start;
    double exact = start;
    double magnitude = Math.abs(bias) + Math.abs(start);
    int k = 0;
    for (int t = 0; t < taps.length; t += 2) {
      for (int c = 0; c < taps[t + 1]; c++, k++) {
        float a = x.get(FLOAT, 4 + taps[t] + 4L * (c + i * tile.pixelStride()));
        float v = w.get(FLOAT, 16 + 4L * ((k * tile.blocks() + j) * Width.LANES + l));
        fused = Math.fma(a, v, fused);
        exact += (double) a * v;
        magnitude += Math.abs((double) a * v);
      }
    }
    fused = fused + bias;
    String where = "%s pixel %d block %d lane %d".formatted(tile.name(), i, j, l);
    float clamped = Float.isNaN(fused) ? fused : Math.min(high, Math.max(low, fused));
    assertEquals(clamped + 0f, got + 0f, where); // + 0: the sign of a zero clamp bound is free
    if (Double.isFinite(magnitude)) {
      double wanted = Math.min(high, Math.max(low, exact + bias));
      assertEquals(wanted, got, bound(count + 3) * magnitude, where);
    }
  }

  /// Higham's γₙ = n·u / (1 − n·u): the relative error bound of a sum of n rounded terms.
  private static double bound(int n) {
    double u = 0x1p-24;
    return n * u / (1 - n * u);
  }
}
