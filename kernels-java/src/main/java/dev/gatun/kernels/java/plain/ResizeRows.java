package dev.gatun.kernels.java.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// The rows of a resampled tensor: an output row is the weighted sum of one input row per
/// combination of the outer axes' taps.
final class ResizeRows {
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;

  private ResizeRows() {}

  /// @return the number of output rows
  static long count(List<ResizeAxis> axes) {
    long rows = 1;
    for (ResizeAxis axis : axes.subList(0, axes.size() - 1)) {
      rows *= axis.output();
    }
    return axes.stream().anyMatch(a -> a.output() == 0) ? 0 : rows;
  }

  /// @return how many input rows make one output row
  static int combinations(ResizeAxis[] axes) {
    int product = 1;
    for (int i = 0; i < axes.length - 1; i++) {
      product *= axes[i].taps();
    }
    return product;
  }

  /// @return the first element of an input row
  static long offset(ResizeAxis[] axes, long row, int combination) {
    long offset = 0;
    long stride = axes[axes.length - 1].input();
    long rest = row;
    int choice = combination;
    for (int i = axes.length - 2; i >= 0; i--) {
      ResizeAxis axis = axes[i];
      int o = (int) (rest % axis.output());
      offset += stride * axis.index()[o * axis.taps() + choice % axis.taps()];
      stride *= axis.input();
      rest /= axis.output();
      choice /= axis.taps();
    }
    return offset;
  }

  /// @return the weight of an input row
  static double weight(ResizeAxis[] axes, long row, int combination) {
    double weight = 1;
    long rest = row;
    int choice = combination;
    for (int i = axes.length - 2; i >= 0; i--) {
      ResizeAxis axis = axes[i];
      int o = (int) (rest % axis.output());
      weight *= axis.weight()[o * axis.taps() + choice % axis.taps()];
      rest /= axis.output();
      choice /= axis.taps();
    }
    return weight;
  }

  /// @return whether an output row lies outside along one of the outer axes
  static boolean isOutside(ResizeAxis[] axes, long row) {
    long rest = row;
    for (int i = axes.length - 2; i >= 0; i--) {
      ResizeAxis axis = axes[i];
      boolean[] outside = axis.outside();
      if (outside != null && outside[(int) (rest % axis.output())]) {
        return true;
      }
      rest /= axis.output();
    }
    return false;
  }

  /// `y[o] = x[index[o]]` for elements of four bytes.
  static void pick4(MemorySegment x, long xOffset, int[] index, MemorySegment y, long yOffset) {
    for (int o = 0; o < index.length; o++) {
      y.set(I32, 4 * (yOffset + o), x.get(I32, 4 * (xOffset + index[o])));
    }
  }
}
