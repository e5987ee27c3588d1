package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A pool tile in plain Java, one output pixel after the other.
final class ScalarPool extends PoolTile {
  ScalarPool(int columns, int pixelStride) {
    super(1, columns, pixelStride);
  }

  @Override
  public void max(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width) {
    Objects.checkIndex(width - 1, width);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        long xi = xOffset + row * xRow + 4L * i * pixelStride();
        float[] most = Accumulators.start(Width.LANES, Float.NEGATIVE_INFINITY);
        for (int tap : taps) {
          for (int l = 0; l < columns() * Width.LANES; l++) {
            int to = l % Width.LANES;
            most[to] = Math.max(most[to], x.get(FLOAT, xi + tap + 4L * l));
          }
        }
        for (int l = 0; l < Width.LANES; l++) {
          most[l] += 0f; // −0 becomes 0
        }
        store(most, 1f, y, yOffset + row * yRow + (long) i * Width.BLOCK_BYTES);
      }
    }
  }

  @Override
  public void average(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width,
      float scale) {
    Objects.checkIndex(width - 1, width);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        long xi = xOffset + row * xRow + 4L * i * pixelStride();
        float[] sums = Accumulators.start(Width.LANES, 0f);
        for (int tap : taps) {
          for (int l = 0; l < columns() * Width.LANES; l++) {
            sums[l % Width.LANES] += x.get(FLOAT, xi + tap + 4L * l);
          }
        }
        store(sums, scale, y, yOffset + row * yRow + (long) i * Width.BLOCK_BYTES);
      }
    }
  }

  private static void store(float[] values, float scale, MemorySegment y, long yOffset) {
    for (int l = 0; l < Width.LANES; l++) {
      y.set(FLOAT, yOffset + 4L * l, values[l] * scale);
    }
  }
}
