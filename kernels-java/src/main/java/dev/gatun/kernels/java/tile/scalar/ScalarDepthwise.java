package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// A depthwise tile in plain Java; accumulators `[pixel][lane]`.
final class ScalarDepthwise extends DepthwiseTile {
  ScalarDepthwise(int pixels, int pixelStride) {
    super(pixels, pixelStride);
  }

  @Override
  public void run(
      MemorySegment x,
      long xOffset,
      int[] taps,
      int tapCount,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      float low,
      float high) {
    float[] sums = Accumulators.start(pixels() * Width.LANES, 0f);
    for (int t = 0; t < tapCount; t++) {
      for (int i = 0; i < pixels(); i++) {
        long xi = xOffset + taps[t] + 4L * i * pixelStride();
        addProducts(x, xi, w, wOffset + (long) t * Width.BLOCK_BYTES, sums, i * Width.LANES);
      }
    }
    for (int i = 0; i < pixels(); i++) {
      for (int l = 0; l < Width.LANES; l++) {
        float v = sums[i * Width.LANES + l] + b.get(FLOAT, bOffset + 4L * l);
        y.set(
            FLOAT,
            yOffset + (long) i * Width.BLOCK_BYTES + 4L * l,
            Accumulators.clamp(v, low, high));
      }
    }
  }

  private static void addProducts(
      MemorySegment x, long xOffset, MemorySegment w, long wOffset, float[] sums, int from) {
    for (int l = 0; l < Width.LANES; l++) {
      sums[from + l] =
          Math.fma(x.get(FLOAT, xOffset + 4L * l), w.get(FLOAT, wOffset + 4L * l), sums[from + l]);
    }
  }
}
