package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The scalar twin of [VectorStrips], for machines without the Vector API and for the ends of runs.
final class ScalarStrips implements Strips {
  static final ScalarStrips INSTANCE = new ScalarStrips();

  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int LANES = Width.LANES;

  private ScalarStrips() {}

  @Override
  public void activate(
      Activation f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i++) {
      y.set(F32, yOffset + 4 * i, Approximations.activate(f, x.get(F32, xOffset + 4 * i)));
    }
  }

  @Override
  public void unary(
      Unary.Kind f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    for (long i = 0; i < count; i++) {
      y.set(F32, yOffset + 4 * i, ScalarFunctions.unary(f, x.get(F32, xOffset + 4 * i)));
    }
  }

  @Override
  public void binary(
      Binary.Kind f,
      MemorySegment a,
      long aOffset,
      long aPeriod,
      MemorySegment b,
      long bOffset,
      long bPeriod,
      MemorySegment y,
      long yOffset,
      long count) {
    // a period is a power of two or the count: masks do for both
    long aMask = aPeriod == count ? -1 : aPeriod - 1;
    long bMask = bPeriod == count ? -1 : bPeriod - 1;
    for (long i = 0; i < count; i++) {
      float u = a.get(F32, aOffset + 4 * (i & aMask));
      float v = b.get(F32, bOffset + 4 * (i & bMask));
      y.set(F32, yOffset + 4 * i, ScalarFunctions.binary(f, u, v));
    }
  }

  @Override
  public void scaleShift(
      MemorySegment x,
      long xOffset,
      MemorySegment scale,
      long scaleOffset,
      MemorySegment shift,
      long shiftOffset,
      float low,
      float high,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i++) {
      long lane = 4 * (i & (LANES - 1));
      float s = scale.get(F32, scaleOffset + lane);
      float added = shift.get(F32, shiftOffset + lane);
      float v = Math.fma(x.get(F32, xOffset + 4 * i), s, added);
      v = v < low ? low : v;
      y.set(F32, yOffset + 4 * i, v > high ? high : v);
    }
  }

  @Override
  public void normalize(
      MemorySegment x,
      long xOffset,
      float mean,
      float scale,
      float shift,
      MemorySegment y,
      long yOffset,
      long count) {
    for (long i = 0; i < count; i++) {
      y.set(F32, yOffset + 4 * i, Math.fma(x.get(F32, xOffset + 4 * i) - mean, scale, shift));
    }
  }

  @Override
  public float reduce(Reduce.Kind kind, MemorySegment x, long xOffset, long count) {
    return switch (kind) {
      case SUM -> ScalarReductions.sum(x, xOffset, count);
      case MAX -> ScalarReductions.max(x, xOffset, count);
      case MIN -> ScalarReductions.min(x, xOffset, count);
      case PROD -> ScalarReductions.product(x, xOffset, count);
      case L1 -> ScalarReductions.sumOfMagnitudes(x, xOffset, count);
      case SUM_SQUARE -> ScalarReductions.sumOfSquares(x, xOffset, count);
      case MEAN, L2, LOG_SUM, LOG_SUM_EXP -> throw ScalarFunctions.notHere(kind);
    };
  }

  @Override
  public float sumSquaredDifference(MemorySegment x, long xOffset, long count, float mean) {
    return ScalarReductions.sumOfSquaredDifferences(x, xOffset, count, mean);
  }

  @Override
  public void reducePixels(
      Reduce.Kind kind, MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    for (long l = 0; l < LANES; l++) {
      float p = y.get(F32, yOffset + 4 * l);
      for (long i = 0; i < pixels; i++) {
        float v = x.get(F32, xOffset + 4 * (i * LANES + l));
        p =
            switch (kind) {
              case SUM -> p + v;
              case MAX -> Math.max(p, v);
              case L1 -> p + Math.abs(v);
              case SUM_SQUARE -> Math.fma(v, v, p);
              case MIN, PROD, MEAN, L2, LOG_SUM, LOG_SUM_EXP -> throw ScalarFunctions.notHere(kind);
            };
      }
      y.set(F32, yOffset + 4 * l, p);
    }
  }

  @Override
  public void squaredDifferencePixels(
      MemorySegment x,
      long xOffset,
      long pixels,
      MemorySegment mean,
      long meanOffset,
      MemorySegment y,
      long yOffset) {
    for (long l = 0; l < LANES; l++) {
      float p = y.get(F32, yOffset + 4 * l);
      float m = mean.get(F32, meanOffset + 4 * l);
      for (long i = 0; i < pixels; i++) {
        float d = x.get(F32, xOffset + 4 * (i * LANES + l)) - m;
        p = Math.fma(d, d, p);
      }
      y.set(F32, yOffset + 4 * l, p);
    }
  }

  @Override
  public void softmax(
      boolean log, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    float max = ScalarReductions.max(x, xOffset, count);
    if (log) {
      float logSum = Approximations.log(ScalarFunctions.sumOfExp(max, x, xOffset, count));
      for (long i = 0; i < count; i++) {
        y.set(F32, yOffset + 4 * i, Math.fma(x.get(F32, xOffset + 4 * i) - max, 1f, -logSum));
      }
      return;
    }
    ScalarFunctions.expOfDifference(max, x, xOffset, y, yOffset, count);
    float sum = ScalarReductions.sum(y, yOffset, count);
    for (long i = 0; i < count; i++) {
      y.set(F32, yOffset + 4 * i, y.get(F32, yOffset + 4 * i) / sum);
    }
  }

  @Override
  public void softmaxColumns(
      boolean log,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      long rows,
      long columns,
      long rowStride) {
    for (long j = 0; j < columns; j++) {
      ScalarFunctions.softmaxColumn(
          log, x, xOffset + 4 * j, y, yOffset + 4 * j, rows, 4 * rowStride);
    }
  }

  @Override
  public void addProducts(
      MemorySegment a,
      long aOffset,
      long aRow,
      long rows,
      long depth,
      MemorySegment b,
      long bOffset,
      long bRow,
      MemorySegment y,
      long yOffset,
      long yRow,
      long count) {
    for (long i = 0; i < rows; i++) {
      long to = yOffset + i * yRow;
      for (long k = 0; k < depth; k++) {
        float factor = a.get(F32, aOffset + i * aRow + 4 * k);
        long from = bOffset + k * bRow;
        for (long j = 0; j < count; j++) {
          float sum = Math.fma(factor, b.get(F32, from + 4 * j), y.get(F32, to + 4 * j));
          y.set(F32, to + 4 * j, sum);
        }
      }
    }
  }
}
