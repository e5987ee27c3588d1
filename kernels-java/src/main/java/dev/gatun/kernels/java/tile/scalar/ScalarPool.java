package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// A pool tile in plain Java; accumulators `[pixel][lane]`.
final class ScalarPool extends PoolTile {
  ScalarPool(int pixels, int pixelStride) {
    super(pixels, pixelStride);
  }

  @Override
  public void max(
      MemorySegment x, long xOffset, int[] taps, int tapCount, MemorySegment y, long yOffset) {
    float[] most = Accumulators.start(pixels() * Width.LANES, Float.NEGATIVE_INFINITY);
    for (int t = 0; t < tapCount; t++) {
      for (int i = 0; i < pixels(); i++) {
        long xi = xOffset + taps[t] + 4L * i * pixelStride();
        for (int l = 0, to = i * Width.LANES; l < Width.LANES; l++, to++) {
          most[to] = Math.max(most[to], x.get(FLOAT, xi + 4L * l));
        }
      }
    }
    store(most, 1f, y, yOffset);
  }

  @Override
  public void average(
      MemorySegment x,
      long xOffset,
      int[] taps,
      int tapCount,
      MemorySegment y,
      long yOffset,
      float scale) {
    float[] sums = Accumulators.start(pixels() * Width.LANES, 0f);
    for (int t = 0; t < tapCount; t++) {
      for (int i = 0; i < pixels(); i++) {
        long xi = xOffset + taps[t] + 4L * i * pixelStride();
        for (int l = 0, to = i * Width.LANES; l < Width.LANES; l++, to++) {
          sums[to] += x.get(FLOAT, xi + 4L * l);
        }
      }
    }
    store(sums, scale, y, yOffset);
  }

  private void store(float[] values, float scale, MemorySegment y, long yOffset) {
    for (int i = 0; i < pixels() * Width.LANES; i++) {
      y.set(FLOAT, yOffset + 4L * i, values[i] * scale);
    }
  }
}
