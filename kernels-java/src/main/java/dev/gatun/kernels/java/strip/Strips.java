package dev.gatun.kernels.java.strip;

import dev.gatun.op.Activation;
import dev.gatun.op.Binary;
import dev.gatun.op.Reduce;
import dev.gatun.op.Unary;
import java.lang.foreign.MemorySegment;

/// Kernels over contiguous runs of float32 in native memory. Offsets are bytes, counts are
/// elements. Source and target may be the same memory (same offset), never overlap otherwise. No
/// method allocates. Vector and scalar twins give the same bits.
public interface Strips {
  /// `y[i] = f(x[i])`.
  ///
  /// @param f the function
  /// @param x source
  /// @param xOffset byte offset
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements
  void activate(
      Activation f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count);

  /// `y[i] = f(x[i])` for the float-to-float functions; the others are the plain kernels' business.
  ///
  /// @param f the function
  /// @param x source
  /// @param xOffset byte offset
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements
  void unary(
      Unary.Kind f, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count);

  /// `y[i] = f(a[i mod aPeriod], b[i mod bPeriod])` for the float-to-float functions. A period is 1
  /// (one value for all), the lane count of [dev.gatun.kernels.java.width.Width] (one value per
  /// channel of a block), or `count` (elementwise).
  ///
  /// @param f the function
  /// @param a first operand
  /// @param aOffset byte offset
  /// @param aPeriod after how many elements it repeats
  /// @param b second operand
  /// @param bOffset byte offset
  /// @param bPeriod after how many elements it repeats
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements
  void binary(
      Binary.Kind f,
      MemorySegment a,
      long aOffset,
      long aPeriod,
      MemorySegment b,
      long bOffset,
      long bPeriod,
      MemorySegment y,
      long yOffset,
      long count);

  /// `y[i] = min(max(x[i]·scale[i mod lanes] + shift[i mod lanes], low), high)`, product and sum
  /// fused; NaN stays NaN.
  ///
  /// @param x source
  /// @param xOffset byte offset
  /// @param scale one value per lane
  /// @param scaleOffset byte offset
  /// @param shift one value per lane
  /// @param shiftOffset byte offset
  /// @param low −∞ for none
  /// @param high ∞ for none
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements, a multiple of the lane count
  void scaleShift(
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
      long count);

  /// Reduces a run to one value in an order that does not depend on the vector width: 16
  /// interleaved partial results (element i goes to partial i mod 16), combined in index order.
  /// Supports SUM, MAX, MIN, PROD, L1, SUM_SQUARE.
  ///
  /// @param kind which reduction
  /// @param x source
  /// @param xOffset byte offset
  /// @param count elements; 0 gives the reduction's neutral element
  /// @return the value
  float reduce(Reduce.Kind kind, MemorySegment x, long xOffset, long count);

  /// `Σ (x[i] − mean)²` in the order of [#reduce].
  ///
  /// @param x source
  /// @param xOffset byte offset
  /// @param count elements
  /// @param mean subtracted first
  /// @return the sum
  float sumSquaredDifference(MemorySegment x, long xOffset, long count, float mean);

  /// Per-lane reduction over pixels of a blocked row: `y[l] = y[l] ∘ x[i·lanes + l]` for all pixels
  /// i, continuing from what y holds, pixels in order. Supports SUM, MAX, L1, SUM_SQUARE.
  ///
  /// @param kind which reduction
  /// @param x source
  /// @param xOffset byte offset
  /// @param pixels pixels
  /// @param y one value per lane, updated
  /// @param yOffset byte offset
  void reducePixels(
      Reduce.Kind kind, MemorySegment x, long xOffset, long pixels, MemorySegment y, long yOffset);

  /// Per-lane Σ (x − mean)² over pixels, continuing from what y holds.
  ///
  /// @param x source
  /// @param xOffset byte offset
  /// @param pixels pixels
  /// @param mean one value per lane
  /// @param meanOffset byte offset
  /// @param y one value per lane, updated
  /// @param yOffset byte offset
  void squaredDifferencePixels(
      MemorySegment x,
      long xOffset,
      long pixels,
      MemorySegment mean,
      long meanOffset,
      MemorySegment y,
      long yOffset);

  /// `y[i][j] += Σₖ a[i][k]·b[k][j]`: rows times a matrix. Each sum adds its products in k order,
  /// fused.
  ///
  /// @param a rows
  /// @param aOffset byte offset
  /// @param aRow bytes from row to row
  /// @param rows how many i
  /// @param depth how many k
  /// @param b matrix, rows contiguous
  /// @param bOffset byte offset of the first column
  /// @param bRow bytes from row to row
  /// @param y sums, updated; may share its memory with a, not overlap its rows
  /// @param yOffset byte offset
  /// @param yRow bytes from row to row
  /// @param count how many j
  void addProducts(
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
      long count);

  /// Softmax or log-softmax of one contiguous row, maximum subtracted first, sums in the order of
  /// [#reduce].
  ///
  /// @param log whether the logarithm is wanted
  /// @param x source
  /// @param xOffset byte offset
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements ≥ 1
  void softmax(
      boolean log, MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count);

  /// `y[i] = (x[i] − mean)·scale + shift`, the product and the sum fused.
  ///
  /// @param x source
  /// @param xOffset byte offset
  /// @param mean subtracted first
  /// @param scale factor
  /// @param shift added last
  /// @param y target
  /// @param yOffset byte offset
  /// @param count elements
  void normalize(
      MemorySegment x,
      long xOffset,
      float mean,
      float scale,
      float shift,
      MemorySegment y,
      long yOffset,
      long count);

  /// Softmax or log-softmax down each column of a row-major matrix, rows in order.
  ///
  /// @param log whether the logarithm is wanted
  /// @param x source, `[rows, rowStride]`
  /// @param xOffset byte offset of the first column
  /// @param y target, laid out the same way
  /// @param yOffset byte offset of the first column
  /// @param rows elements of one distribution, ≥ 1
  /// @param columns how many neighbouring distributions
  /// @param rowStride elements from one row to the next
  void softmaxColumns(
      boolean log,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      long rows,
      long columns,
      long rowStride);

  /// The kernels for this machine: vectors where [dev.gatun.kernels.java.width.Width] has chosen
  /// some, else their scalar twin.
  ///
  /// @return the one instance
  static Strips best() {
    return StripsProvider.BEST;
  }
}
