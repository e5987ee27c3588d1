package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The strips in vectors: chooses the kernel once per run, the scalar twin does the last few
/// elements.
final class VectorStrips implements Strips {
  static final VectorStrips INSTANCE = new VectorStrips();

  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ScalarStrips SCALAR = ScalarStrips.INSTANCE;
  private static final int LANES = Width.LANES;

  private VectorStrips() {}

  @Override
  public void activate(
      Activation f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long n = count & -LANES;
    float a = f.a();
    float b = f.b();
    switch (f.kind()) {
      case NONE -> VectorPiecewise.copy(x, xOffset, y, yOffset, n);
      case RELU -> VectorPiecewise.relu(x, xOffset, y, yOffset, n);
      case CLIP -> VectorPiecewise.clip(a, b, x, xOffset, y, yOffset, n);
      case LEAKY_RELU -> VectorPiecewise.leakyRelu(a, x, xOffset, y, yOffset, n);
      case ELU -> VectorSigmoids.expLinear(1f, a, 1f, x, xOffset, y, yOffset, n);
      case SELU -> VectorSigmoids.expLinear(b, a * b, 1f, x, xOffset, y, yOffset, n);
      case CELU -> VectorSigmoids.expLinear(1f, a, 1f / a, x, xOffset, y, yOffset, n);
      case SIGMOID -> VectorSigmoids.sigmoid(x, xOffset, y, yOffset, n);
      case TANH -> VectorSigmoids.tanh(x, xOffset, y, yOffset, n);
      case HARD_SIGMOID -> VectorPiecewise.hardSigmoid(a, b, x, xOffset, y, yOffset, n);
      case HARD_SWISH -> VectorPiecewise.hardSwish(x, xOffset, y, yOffset, n);
      case SOFTPLUS -> VectorSigmoids.softplus(x, xOffset, y, yOffset, n);
      case SOFTSIGN -> VectorPiecewise.softsign(x, xOffset, y, yOffset, n);
      case MISH -> VectorSigmoids.mish(x, xOffset, y, yOffset, n);
      case GELU -> VectorTranscendentals.gelu(x, xOffset, y, yOffset, n);
      case GELU_TANH -> VectorSigmoids.geluTanh(x, xOffset, y, yOffset, n);
      case SILU -> VectorSigmoids.silu(a, x, xOffset, y, yOffset, n);
      case THRESHOLDED_RELU -> VectorPiecewise.thresholdedRelu(a, x, xOffset, y, yOffset, n);
      case SHRINK -> VectorPiecewise.shrink(a, b, x, xOffset, y, yOffset, n);
    }
    SCALAR.activate(f, x, xOffset + 4 * n, y, yOffset + 4 * n, count - n);
  }

  @Override
  public void unary(
      Unary.Kind f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    long n = count & -LANES;
    switch (f) {
      case ABS -> VectorPiecewise.abs(x, xOffset, y, yOffset, n);
      case NEG -> VectorPiecewise.negate(x, xOffset, y, yOffset, n);
      case EXP -> VectorTranscendentals.exp(x, xOffset, y, yOffset, n);
      case LOG -> VectorTranscendentals.log(x, xOffset, y, yOffset, n);
      case SQRT -> VectorPiecewise.sqrt(x, xOffset, y, yOffset, n);
      case RECIPROCAL -> VectorPiecewise.reciprocal(x, xOffset, y, yOffset, n);
      case FLOOR -> VectorPiecewise.floor(x, xOffset, y, yOffset, n);
      case CEIL -> VectorPiecewise.ceil(x, xOffset, y, yOffset, n);
      case ROUND -> VectorPiecewise.round(x, xOffset, y, yOffset, n);
      case ERF -> VectorTranscendentals.erf(x, xOffset, y, yOffset, n);
      case SIGN,
          SIN,
          COS,
          TAN,
          ASIN,
          ACOS,
          ATAN,
          SINH,
          COSH,
          ASINH,
          ACOSH,
          ATANH,
          NOT,
          BITWISE_NOT,
          IS_NAN,
          IS_INF,
          IS_POSITIVE_INF,
          IS_NEGATIVE_INF ->
          n = 0;
    }
    SCALAR.unary(f, x, xOffset + 4 * n, y, yOffset + 4 * n, count - n);
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
    long n = count & -LANES;
    boolean oneA = aPeriod == 1;
    boolean oneB = bPeriod == 1;
    boolean done =
        n > 0
            && !(oneA && oneB)
            && (oneB
                ? withNumber(
                    f, a, aOffset, step(aPeriod, count), b.get(F32, bOffset), y, yOffset, n)
                : oneA
                    ? ofNumber(
                        f, a.get(F32, aOffset), b, bOffset, step(bPeriod, count), y, yOffset, n)
                    : elementwise(
                        f,
                        a,
                        aOffset,
                        step(aPeriod, count),
                        b,
                        bOffset,
                        step(bPeriod, count),
                        y,
                        yOffset,
                        n));
    if (!done) {
      SCALAR.binary(f, a, aOffset, aPeriod, b, bOffset, bPeriod, y, yOffset, count);
      return;
    }
    long rest = count - n;
    boolean streamsA = aPeriod == count;
    boolean streamsB = bPeriod == count;
    SCALAR.binary(
        f,
        a,
        streamsA ? aOffset + 4 * n : aOffset,
        streamsA ? rest : aPeriod,
        b,
        streamsB ? bOffset + 4 * n : bOffset,
        streamsB ? rest : bPeriod,
        y,
        yOffset + 4 * n,
        rest);
  }

  private static long step(long period, long count) {
    return period == count ? 4 : 0;
  }

  /// @return whether there is a kernel
  private static boolean elementwise(
      Binary.Kind f,
      MemorySegment a,
      long ao,
      long as,
      MemorySegment b,
      long bo,
      long bs,
      MemorySegment y,
      long yo,
      long n) {
    switch (f) {
      case ADD -> VectorBinary.add(a, ao, as, b, bo, bs, y, yo, n);
      case SUB -> VectorBinary.subtract(a, ao, as, b, bo, bs, y, yo, n);
      case MUL -> VectorBinary.multiply(a, ao, as, b, bo, bs, y, yo, n);
      case DIV -> VectorBinary.divide(a, ao, as, b, bo, bs, y, yo, n);
      case MIN -> VectorBinary.min(a, ao, as, b, bo, bs, y, yo, n);
      case MAX -> VectorBinary.max(a, ao, as, b, bo, bs, y, yo, n);
      case PRELU -> VectorBinary.prelu(a, ao, as, b, bo, bs, y, yo, n);
      default -> {
        return false;
      }
    }
    return true;
  }

  /// @return whether there is a kernel
  private static boolean withNumber(
      Binary.Kind f, MemorySegment a, long ao, long as, float b, MemorySegment y, long yo, long n) {
    switch (f) {
      case ADD -> VectorScalarBinary.add(a, ao, as, b, y, yo, n);
      case SUB -> VectorScalarBinary.subtract(a, ao, as, b, y, yo, n);
      case MUL -> VectorScalarBinary.multiply(a, ao, as, b, y, yo, n);
      case DIV -> VectorScalarBinary.divide(a, ao, as, b, y, yo, n);
      case MIN -> VectorScalarBinary.min(a, ao, as, b, y, yo, n);
      case MAX -> VectorScalarBinary.max(a, ao, as, b, y, yo, n);
      case PRELU -> VectorScalarBinary.prelu(a, ao, as, b, y, yo, n);
      case POW -> {
        if (b != 2f) {
          return false;
        }
        VectorBinary.multiply(a, ao, as, a, ao, as, y, yo, n);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// @return whether there is a kernel
  private static boolean ofNumber(
      Binary.Kind f, float a, MemorySegment b, long bo, long bs, MemorySegment y, long yo, long n) {
    switch (f) {
      case ADD -> VectorScalarBinary.add(b, bo, bs, a, y, yo, n);
      case SUB -> VectorScalarBinary.subtractFrom(b, bo, bs, a, y, yo, n);
      case MUL -> VectorScalarBinary.multiply(b, bo, bs, a, y, yo, n);
      case DIV -> VectorScalarBinary.divideInto(b, bo, bs, a, y, yo, n);
      case MIN -> VectorScalarBinary.min(b, bo, bs, a, y, yo, n);
      case MAX -> VectorScalarBinary.max(b, bo, bs, a, y, yo, n);
      default -> {
        return false;
      }
    }
    return true;
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
    VectorPixels.scaleShift(
        x, xOffset, scale, scaleOffset, shift, shiftOffset, low, high, y, yOffset, count / LANES);
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
    long n = count & -LANES;
    VectorScalarBinary.normalize(x, xOffset, mean, scale, shift, y, yOffset, n);
    SCALAR.normalize(x, xOffset + 4 * n, mean, scale, shift, y, yOffset + 4 * n, count - n);
  }

  @Override
  public float reduce(Reduce.Kind kind, MemorySegment x, long xOffset, long count) {
    return switch (kind) {
      case SUM -> VectorReductions.sum(x, xOffset, count);
      case MAX -> VectorReductions.max(x, xOffset, count);
      case MIN -> VectorReductions.min(x, xOffset, count);
      case PROD -> VectorReductions.product(x, xOffset, count);
      case L1 -> VectorReductions.sumOfMagnitudes(x, xOffset, count);
      case SUM_SQUARE -> VectorReductions.sumOfSquares(x, xOffset, count);
      case MEAN, L2, LOG_SUM, LOG_SUM_EXP -> throw ScalarFunctions.notHere(kind);
    };
  }

  @Override
  public float sumSquaredDifference(MemorySegment x, long xOffset, long count, float mean) {
    return VectorReductions.sumOfSquaredDifferences(x, xOffset, count, mean);
  }

  @Override
  public void reducePixels(
      Reduce.Kind kind, MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset) {
    switch (kind) {
      case SUM -> VectorPixels.sum(x, xOffset, pixels, y, yOffset);
      case MAX -> VectorPixels.max(x, xOffset, pixels, y, yOffset);
      case L1 -> VectorPixels.sumOfMagnitudes(x, xOffset, pixels, y, yOffset);
      case SUM_SQUARE -> VectorPixels.sumOfSquares(x, xOffset, pixels, y, yOffset);
      case MIN, PROD, MEAN, L2, LOG_SUM, LOG_SUM_EXP -> throw ScalarFunctions.notHere(kind);
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
    VectorPixels.sumOfSquaredDifferences(x, xOffset, pixels, mean, meanOffset, y, yOffset);
  }

  @Override
  public void softmax(
      boolean log, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count) {
    float max = VectorReductions.max(x, xOffset, count);
    if (log) {
      float logSum = Approximations.log(VectorSoftmax.sumOfExp(max, x, xOffset, count));
      normalize(x, xOffset, max, 1f, -logSum, y, yOffset, count);
      return;
    }
    long n = count & -LANES;
    VectorSoftmax.expOfDifference(max, x, xOffset, y, yOffset, n);
    ScalarFunctions.expOfDifference(max, x, xOffset + 4 * n, y, yOffset + 4 * n, count - n);
    float sum = VectorReductions.sum(y, yOffset, count);
    VectorScalarBinary.divide(y, yOffset, 4, sum, y, yOffset, n);
    for (long i = n; i < count; i++) {
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
    long n = log ? 0 : columns & -LANES; // a logarithm down columns is rare
    for (long j = 0; j < n; j += LANES) {
      VectorSoftmax.columns(x, xOffset + 4 * j, y, yOffset + 4 * j, rows, 4 * rowStride);
    }
    SCALAR.softmaxColumns(
        log, x, xOffset + 4 * n, y, yOffset + 4 * n, rows, columns - n, rowStride);
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
    long n = count & -LANES;
    long i = 0;
    for (; i + 4 <= rows; i += 4) {
      long from = aOffset + i * aRow;
      VectorProducts.addFour(
          a, from, aRow, depth, b, bOffset, bRow, y, yOffset + i * yRow, yRow, n);
    }
    for (; i < rows; i++) {
      VectorProducts.add(a, aOffset + i * aRow, depth, b, bOffset, bRow, y, yOffset + i * yRow, n);
    }
    long done = 4 * n;
    SCALAR.addProducts(
        a, aOffset, aRow, rows, depth, b, bOffset + done, bRow, y, yOffset + done, yRow, count - n);
  }
}
