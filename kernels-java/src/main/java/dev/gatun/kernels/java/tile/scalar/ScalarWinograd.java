package dev.gatun.kernels.java.tile.scalar;

import static dev.gatun.kernels.java.tile.scalar.Accumulators.FLOAT;

import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// Winograd transforms in plain Java, one lane at a time.
final class ScalarWinograd extends WinogradTransform {
  private static final float A = (float) Math.sqrt(0.5);
  private static final float B = (float) Math.sqrt(2);
  private static final float A3 = (float) (0.5 * Math.sqrt(0.5));
  private static final float B3 = (float) (2 * Math.sqrt(2));

  ScalarWinograd(int outputs) {
    super(outputs);
  }

  @Override
  public void columns(
      MemorySegment x,
      long xOffset,
      long xRow,
      int rows,
      MemorySegment zeros,
      int columns,
      MemorySegment strip,
      long stripOffset) {
    int n = extent();
    float[] d = Accumulators.start(n, 0f);
    for (int i = 0; i < columns * Width.LANES; i++) {
      for (int r = 0; r < n; r++) {
        d[r] = r < rows ? x.get(FLOAT, xOffset + r * xRow + 4L * i) : zeros.get(FLOAT, 4L * i);
      }
      points(d);
      long to =
          stripOffset + (long) i / Width.LANES * n * Width.BLOCK_BYTES + 4L * (i % Width.LANES);
      for (int r = 0; r < n; r++) {
        strip.set(FLOAT, to + (long) r * Width.BLOCK_BYTES, d[r]);
      }
    }
  }

  @Override
  public void tiles(
      MemorySegment strip,
      long stripOffset,
      int tiles,
      MemorySegment v,
      long vOffset,
      long vPoint) {
    int n = extent();
    float[] d = Accumulators.start(n, 0f);
    for (int t = 0; t < tiles; t++) {
      for (int r = 0; r < n; r++) {
        for (int l = 0; l < Width.LANES; l++) {
          for (int c = 0; c < n; c++) {
            long column = (long) t * outputs() + c;
            d[c] = strip.get(FLOAT, stripOffset + (column * n + r) * Width.BLOCK_BYTES + 4L * l);
          }
          points(d);
          for (int c = 0; c < n; c++) {
            long to = vOffset + (r * n + c) * vPoint + (long) t * Width.BLOCK_BYTES + 4L * l;
            v.set(FLOAT, to, d[c]);
          }
        }
      }
    }
  }

  @Override
  public void outputs(
      MemorySegment m,
      long mOffset,
      long mPoint,
      int tiles,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yRow,
      float low,
      float high) {
    int n = extent();
    float[] d = Accumulators.start(n * n, 0f);
    for (int t = 0; t < tiles; t++) {
      for (int l = 0; l < Width.LANES; l++) {
        for (int k = 0; k < n * n; k++) {
          d[k] = m.get(FLOAT, mOffset + k * mPoint + (long) t * Width.BLOCK_BYTES + 4L * l);
        }
        for (int c = 0; c < n; c++) {
          values(d, c, n);
        }
        float bias = b.get(FLOAT, bOffset + 4L * l);
        for (int r = 0; r < outputs(); r++) {
          values(d, r * n, 1);
          for (int c = 0; c < outputs(); c++) {
            long column = (long) t * outputs() + c;
            float value = Accumulators.clamp(d[r * n + c] + bias, low, high);
            y.set(FLOAT, yOffset + r * yRow + column * Width.BLOCK_BYTES + 4L * l, value);
          }
        }
      }
    }
  }

  /// Bᵀ on n values in place.
  private void points(float[] d) {
    float d0 = d[0];
    float d1 = d[1];
    float d2 = d[2];
    float d3 = d[3];
    if (outputs() == 2) {
      d[0] = d2 - d0;
      d[1] = d2 + d1;
      d[2] = d2 - d1;
      d[3] = d3 - d1;
      return;
    }
    float d4 = d[4];
    float evenA = Math.fma(d2, -2f, d4);
    float oddA = Math.fma(d1, -2f, d3);
    float evenB = Math.fma(d2, -0.5f, d4);
    float oddB = Math.fma(d1, -0.5f, d3);
    d[0] = Math.fma(d2, -2.5f, d0) + d4;
    d[1] = Math.fma(oddA, A, evenA);
    d[2] = Math.fma(oddA, -A, evenA);
    d[3] = Math.fma(oddB, B, evenB);
    d[4] = Math.fma(oddB, -B, evenB);
    d[5] = Math.fma(d3, -2.5f, d1) + d[5];
  }

  /// Aᵀ on n values in place; the first m are the result.
  private void values(float[] d, int from, int step) {
    float m0 = d[from];
    float m1 = d[from + step];
    float m2 = d[from + 2 * step];
    float m3 = d[from + 3 * step];
    if (outputs() == 2) {
      d[from] = m0 + m1 + m2;
      d[from + step] = m1 - m2 + m3;
      return;
    }
    float m4 = d[from + 4 * step];
    float sumA = m1 + m2;
    float sumB = m3 + m4;
    float gapA = m1 - m2;
    float gapB = m3 - m4;
    d[from] = m0 + sumA + sumB;
    d[from + step] = A * Math.fma(gapB, 2f, gapA);
    d[from + 2 * step] = Math.fma(sumB, 2f, 0.5f * sumA);
    d[from + 3 * step] = Math.fma(gapA, A3, Math.fma(gapB, B3, d[from + 5 * step]));
  }
}
