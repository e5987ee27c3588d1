package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Stores integer sums: as they are, or as quantised numbers, sum·leftScale·rightScale/yScale
/// rounded, plus the zero point, in float32.
///
/// @param sumsOnly whether y is INT32
/// @param range of y's type, where it is quantised
record Requantization(boolean sumsOnly, ToInteger range) {
  private static final int Y_SCALE = 6;
  private static final int Y_ZERO_POINT = 7;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;

  static Requantization of(DType y) {
    return y == DType.INT32
        ? new Requantization(true, new ToInteger(0, 0))
        : new Requantization(false, ToInteger.of(y));
  }

  /// Stores sums that share their scales.
  ///
  /// @param in the operator's inputs
  /// @param y where to
  /// @param at first element
  /// @param sums the sums
  /// @param from the first of them
  /// @param count how many
  /// @param scales product of the scales of both factors
  void store(
      @Nullable Tensor[] in, Tensor y, long at, int[] sums, int from, int count, float scales) {
    if (sumsOnly) {
      MemorySegment.copy(sums, from, y.data(), I32, 4 * at, count);
      return;
    }
    float factor = scales / (float) Partitioned.at(in, Y_SCALE).getDouble(0);
    int zeroPoint = (int) Partitioned.at(in, Y_ZERO_POINT).getLong(0);
    float least = range.low() - zeroPoint;
    float most = range.high() - zeroPoint;
    MemorySegment data = y.data();
    for (int j = 0; j < count; j++) {
      int q = ToInteger.round(sums[from + j] * factor, least, most, zeroPoint);
      data.set(ValueLayout.JAVA_BYTE, at + j, (byte) q);
    }
  }
}
