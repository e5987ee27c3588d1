package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// A depthwise tile in plain Java, one output pixel after the other.
final class ScalarDepthwise extends DepthwiseTile {
  ScalarDepthwise(int columns, int pixelStride) {
    super(1, columns, pixelStride);
  }

  @Override
  public void run(
      MemorySegment x,
      long xOffset,
      long xRow,
      int[] taps,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yRow,
      int rows,
      int width,
      float low,
      float high) {
    Objects.checkIndex(width - 1, width);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        long xi = xOffset + row * xRow + 4L * i * pixelStride();
        float[] sums = Accumulators.start(Width.LANES, 0f);
        for (int l = 0; l < Width.LANES; l++) {
          sums[l] = b.get(FLOAT, bOffset + 4L * l);
        }
        for (int g = 0; g < taps.length; g++) {
          for (int k = 0; k < columns(); k++) {
            long tap = (long) g * columns() + k;
            addProducts(
                x,
                xi + taps[g] + (long) k * Width.BLOCK_BYTES,
                w,
                wOffset + tap * Width.BLOCK_BYTES,
                sums);
          }
        }
        long yi = yOffset + row * yRow + (long) i * Width.BLOCK_BYTES;
        for (int l = 0; l < Width.LANES; l++) {
          y.set(FLOAT, yi + 4L * l, Accumulators.clamp(sums[l], low, high));
        }
      }
    }
  }

  private static void addProducts(
      MemorySegment x, long xOffset, MemorySegment w, long wOffset, float[] sums) {
    for (int l = 0; l < Width.LANES; l++) {
      sums[l] = Math.fma(x.get(FLOAT, xOffset + 4L * l), w.get(FLOAT, wOffset + 4L * l), sums[l]);
    }
  }
}
