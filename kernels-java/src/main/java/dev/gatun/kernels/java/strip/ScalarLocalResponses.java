package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin: an element after the other.
final class ScalarLocalResponses implements LocalResponses {
  static final ScalarLocalResponses INSTANCE = new ScalarLocalResponses();

  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private ScalarLocalResponses() {}

  @Override
  public void square(
      MemorySegment x, long xOffset, int pixels, MemorySegment s, long sOffset, long sPixel) {
    for (int p = 0; p < pixels; p++) {
      for (int lane = 0; lane < Width.LANES; lane++) {
        float v = x.get(F32, xOffset + (long) p * Width.BLOCK_BYTES + 4L * lane);
        s.set(F32, sOffset + p * sPixel + 4L * lane, v * v);
      }
    }
  }

  @Override
  public void normalize(
      MemorySegment x,
      long xOffset,
      MemorySegment s,
      long sOffset,
      long sPixel,
      int window,
      float factor,
      float bias,
      MemorySegment y,
      long yOffset,
      int pixels) {
    for (int p = 0; p < pixels; p++) {
      for (int lane = 0; lane < Width.LANES; lane++) {
        long from = sOffset + p * sPixel + 4L * lane;
        float sum = s.get(F32, from);
        for (int j = 1; j < window; j++) {
          sum += s.get(F32, from + 4L * j);
        }
        float root = (float) Math.sqrt(Math.fma(sum, factor, bias));
        long at = (long) p * Width.BLOCK_BYTES + 4L * lane;
        y.set(F32, yOffset + at, x.get(F32, xOffset + at) / (root * (float) Math.sqrt(root)));
      }
    }
  }
}
