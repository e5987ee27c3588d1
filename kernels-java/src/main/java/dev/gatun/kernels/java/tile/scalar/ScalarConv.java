package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// A convolution tile in plain Java; accumulators `[pixel][block][lane]`.
final class ScalarConv extends ConvTile {
  private final int floats; // per pixel and per k

  ScalarConv(int pixels, int blocks, int pixelStride) {
    super(pixels, blocks, pixelStride, false, false);
    this.floats = blocks * Width.LANES;
  }

  @Override
  public int run(
      MemorySegment x,
      long xOffset,
      TapTable taps,
      MemorySegment w,
      long wOffset,
      MemorySegment s,
      long sOffset,
      long sPixel,
      long sBlock,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yPixel,
      long yBlock,
      float low,
      float high,
      MemorySegment n,
      long nOffset,
      long nStride) {
    float[] sums = Accumulators.start(pixels() * floats, 0f);
    for (int i = 0, to = 0; i < pixels(); i++) {
      for (int j = 0; j < blocks(); j++) {
        long sij = sOffset + i * sPixel + j * sBlock;
        for (int l = 0; l < Width.LANES; l++, to++) {
          sums[to] = s.get(FLOAT, sij + 4L * l);
        }
      }
    }
    addProducts(sums, x, xOffset, taps.pairs(), w, wOffset);
    for (int i = 0, from = 0; i < pixels(); i++) {
      for (int j = 0; j < blocks(); j++, from += Width.LANES) {
        long bj = bOffset + (long) j * Width.BLOCK_BYTES;
        long yij = yOffset + i * yPixel + j * yBlock;
        for (int l = 0; l < Width.LANES; l++) {
          float v = sums[from + l] + b.get(FLOAT, bj + 4L * l);
          y.set(FLOAT, yij + 4L * l, Accumulators.clamp(v, low, high));
        }
      }
    }
    return 0;
  }

  private void addProducts(
      float[] sums, MemorySegment x, long xOffset, int[] pairs, MemorySegment w, long wOffset) {
    long q = wOffset;
    for (int t = 0; t < pairs.length; t += 2) {
      long p = xOffset + pairs[t];
      for (int c = 0; c < pairs[t + 1]; c++) {
        for (int i = 0; i < pixels(); i++) {
          addScaled(x.get(FLOAT, p + 4L * i * pixelStride()), w, q, sums, i * floats, floats);
        }
        p += 4;
        q += 4L * floats;
      }
    }
  }

  /// The loop C2 turns into SIMD.
  private static void addScaled(
      float x, MemorySegment w, long wOffset, float[] sums, int from, int count) {
    for (int l = 0; l < count; l++) {
      sums[from + l] = Math.fma(x, w.get(FLOAT, wOffset + 4L * l), sums[from + l]);
    }
  }
}
