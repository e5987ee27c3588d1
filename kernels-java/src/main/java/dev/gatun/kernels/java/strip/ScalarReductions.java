package dev.gatun.kernels.java.strip;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin of [VectorReductions]: 16 partial results, four at a time.
final class ScalarReductions {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int PARTIALS = 16;

  private ScalarReductions() {}

  private static float plusSquare(float sum, float x) {
    return Math.fma(x, x, sum);
  }

  /// Σ x.
  static float sum(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = 0f;
      float p1 = 0f;
      float p2 = 0f;
      float p3 = 0f;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = p0 + x.get(F32, xOffset + 4 * i);
        p1 = p1 + x.get(F32, xOffset + 4 * (i + 1));
        p2 = p2 + x.get(F32, xOffset + 4 * (i + 2));
        p3 = p3 + x.get(F32, xOffset + 4 * (i + 3));
      }
      if (full + j + 0 < count) {
        p0 = p0 + x.get(F32, xOffset + 4 * (full + j + 0));
      }
      if (full + j + 1 < count) {
        p1 = p1 + x.get(F32, xOffset + 4 * (full + j + 1));
      }
      if (full + j + 2 < count) {
        p2 = p2 + x.get(F32, xOffset + 4 * (full + j + 2));
      }
      if (full + j + 3 < count) {
        p3 = p3 + x.get(F32, xOffset + 4 * (full + j + 3));
      }
      total = total + p0 + p1 + p2 + p3;
    }
    return total;
  }

  /// max x, NaN wins.
  static float max(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = Float.NEGATIVE_INFINITY;
      float p1 = Float.NEGATIVE_INFINITY;
      float p2 = Float.NEGATIVE_INFINITY;
      float p3 = Float.NEGATIVE_INFINITY;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = Math.max(p0, x.get(F32, xOffset + 4 * i));
        p1 = Math.max(p1, x.get(F32, xOffset + 4 * (i + 1)));
        p2 = Math.max(p2, x.get(F32, xOffset + 4 * (i + 2)));
        p3 = Math.max(p3, x.get(F32, xOffset + 4 * (i + 3)));
      }
      if (full + j + 0 < count) {
        p0 = Math.max(p0, x.get(F32, xOffset + 4 * (full + j + 0)));
      }
      if (full + j + 1 < count) {
        p1 = Math.max(p1, x.get(F32, xOffset + 4 * (full + j + 1)));
      }
      if (full + j + 2 < count) {
        p2 = Math.max(p2, x.get(F32, xOffset + 4 * (full + j + 2)));
      }
      if (full + j + 3 < count) {
        p3 = Math.max(p3, x.get(F32, xOffset + 4 * (full + j + 3)));
      }
      total = Math.max(Math.max(Math.max(Math.max(total, p0), p1), p2), p3);
    }
    return total;
  }

  /// min x, NaN wins.
  static float min(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = Float.POSITIVE_INFINITY;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = Float.POSITIVE_INFINITY;
      float p1 = Float.POSITIVE_INFINITY;
      float p2 = Float.POSITIVE_INFINITY;
      float p3 = Float.POSITIVE_INFINITY;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = Math.min(p0, x.get(F32, xOffset + 4 * i));
        p1 = Math.min(p1, x.get(F32, xOffset + 4 * (i + 1)));
        p2 = Math.min(p2, x.get(F32, xOffset + 4 * (i + 2)));
        p3 = Math.min(p3, x.get(F32, xOffset + 4 * (i + 3)));
      }
      if (full + j + 0 < count) {
        p0 = Math.min(p0, x.get(F32, xOffset + 4 * (full + j + 0)));
      }
      if (full + j + 1 < count) {
        p1 = Math.min(p1, x.get(F32, xOffset + 4 * (full + j + 1)));
      }
      if (full + j + 2 < count) {
        p2 = Math.min(p2, x.get(F32, xOffset + 4 * (full + j + 2)));
      }
      if (full + j + 3 < count) {
        p3 = Math.min(p3, x.get(F32, xOffset + 4 * (full + j + 3)));
      }
      total = Math.min(Math.min(Math.min(Math.min(total, p0), p1), p2), p3);
    }
    return total;
  }

  /// Π x.
  static float product(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 1f;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = 1f;
      float p1 = 1f;
      float p2 = 1f;
      float p3 = 1f;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = p0 * x.get(F32, xOffset + 4 * i);
        p1 = p1 * x.get(F32, xOffset + 4 * (i + 1));
        p2 = p2 * x.get(F32, xOffset + 4 * (i + 2));
        p3 = p3 * x.get(F32, xOffset + 4 * (i + 3));
      }
      if (full + j + 0 < count) {
        p0 = p0 * x.get(F32, xOffset + 4 * (full + j + 0));
      }
      if (full + j + 1 < count) {
        p1 = p1 * x.get(F32, xOffset + 4 * (full + j + 1));
      }
      if (full + j + 2 < count) {
        p2 = p2 * x.get(F32, xOffset + 4 * (full + j + 2));
      }
      if (full + j + 3 < count) {
        p3 = p3 * x.get(F32, xOffset + 4 * (full + j + 3));
      }
      total = total * p0 * p1 * p2 * p3;
    }
    return total;
  }

  /// Σ |x|.
  static float sumOfMagnitudes(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = 0f;
      float p1 = 0f;
      float p2 = 0f;
      float p3 = 0f;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = p0 + Math.abs(x.get(F32, xOffset + 4 * i));
        p1 = p1 + Math.abs(x.get(F32, xOffset + 4 * (i + 1)));
        p2 = p2 + Math.abs(x.get(F32, xOffset + 4 * (i + 2)));
        p3 = p3 + Math.abs(x.get(F32, xOffset + 4 * (i + 3)));
      }
      if (full + j + 0 < count) {
        p0 = p0 + Math.abs(x.get(F32, xOffset + 4 * (full + j + 0)));
      }
      if (full + j + 1 < count) {
        p1 = p1 + Math.abs(x.get(F32, xOffset + 4 * (full + j + 1)));
      }
      if (full + j + 2 < count) {
        p2 = p2 + Math.abs(x.get(F32, xOffset + 4 * (full + j + 2)));
      }
      if (full + j + 3 < count) {
        p3 = p3 + Math.abs(x.get(F32, xOffset + 4 * (full + j + 3)));
      }
      total = total + p0 + p1 + p2 + p3;
    }
    return total;
  }

  /// Σ x².
  static float sumOfSquares(MemorySegment x, long xOffset, long count) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = 0f;
      float p1 = 0f;
      float p2 = 0f;
      float p3 = 0f;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = plusSquare(p0, x.get(F32, xOffset + 4 * i));
        p1 = plusSquare(p1, x.get(F32, xOffset + 4 * (i + 1)));
        p2 = plusSquare(p2, x.get(F32, xOffset + 4 * (i + 2)));
        p3 = plusSquare(p3, x.get(F32, xOffset + 4 * (i + 3)));
      }
      if (full + j + 0 < count) {
        p0 = plusSquare(p0, x.get(F32, xOffset + 4 * (full + j + 0)));
      }
      if (full + j + 1 < count) {
        p1 = plusSquare(p1, x.get(F32, xOffset + 4 * (full + j + 1)));
      }
      if (full + j + 2 < count) {
        p2 = plusSquare(p2, x.get(F32, xOffset + 4 * (full + j + 2)));
      }
      if (full + j + 3 < count) {
        p3 = plusSquare(p3, x.get(F32, xOffset + 4 * (full + j + 3)));
      }
      total = total + p0 + p1 + p2 + p3;
    }
    return total;
  }

  /// Σ (x − mean)².
  static float sumOfSquaredDifferences(MemorySegment x, long xOffset, long count, float mean) {
    long full = count & -PARTIALS;
    float total = 0f;
    for (int j = 0; j < PARTIALS; j += 4) {
      float p0 = 0f;
      float p1 = 0f;
      float p2 = 0f;
      float p3 = 0f;
      for (long i = j; i < full; i += PARTIALS) {
        p0 = plusSquare(p0, x.get(F32, xOffset + 4 * i) - mean);
        p1 = plusSquare(p1, x.get(F32, xOffset + 4 * (i + 1)) - mean);
        p2 = plusSquare(p2, x.get(F32, xOffset + 4 * (i + 2)) - mean);
        p3 = plusSquare(p3, x.get(F32, xOffset + 4 * (i + 3)) - mean);
      }
      if (full + j + 0 < count) {
        p0 = plusSquare(p0, x.get(F32, xOffset + 4 * (full + j + 0)) - mean);
      }
      if (full + j + 1 < count) {
        p1 = plusSquare(p1, x.get(F32, xOffset + 4 * (full + j + 1)) - mean);
      }
      if (full + j + 2 < count) {
        p2 = plusSquare(p2, x.get(F32, xOffset + 4 * (full + j + 2)) - mean);
      }
      if (full + j + 3 < count) {
        p3 = plusSquare(p3, x.get(F32, xOffset + 4 * (full + j + 3)) - mean);
      }
      total = total + p0 + p1 + p2 + p3;
    }
    return total;
  }
}
