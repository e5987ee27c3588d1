package dev.gatun.kernels.java.plain;

import dev.gatun.op.Resize;
import java.util.Arrays;

/// What resampling does along one axis: for every output index the input indices (taps) and their
/// weights.
///
/// Formulas as in the ONNX operator text and its reference implementation.
///
/// @param input input extent
/// @param output output extent
/// @param taps taps per output index
/// @param index tap t of output o at o·taps + t
/// @param weight laid out the same way
/// @param outside output indices that show the extrapolation value; null where none do
record ResizeAxis(
    int input,
    int output,
    int taps,
    int[] index,
    double[] weight,
    boolean @org.jspecify.annotations.Nullable [] outside) {

  /// An axis that stays as it is.
  static ResizeAxis identity(int extent) {
    int[] index = new int[extent];
    double[] weight = new double[extent];
    Arrays.setAll(index, i -> i);
    Arrays.fill(weight, 1);
    return new ResizeAxis(extent, extent, 1, index, weight, null);
  }

  /// @return whether output and input are the same
  boolean isIdentity() {
    if (input != output || taps != 1 || outside != null) {
      return false;
    }
    for (int i = 0; i < output; i++) {
      if (index[i] != i) {
        return false;
      }
    }
    return true;
  }

  /// @param scale output per input extent
  /// @param length the output extent before rounding
  /// @param roiStart start of the region, normalised
  /// @param roiEnd end of the region, normalised
  static ResizeAxis of(
      Resize op,
      int input,
      int output,
      double scale,
      double length,
      double roiStart,
      double roiEnd) {
    double reach = reach(op, scale);
    int taps = op.mode() == Resize.Mode.NEAREST ? 1 : 2 * (int) Math.ceil(reach);
    int[] index = new int[output * taps];
    double[] weight = new double[output * taps];
    boolean crops = op.transform() == Resize.Transform.TF_CROP_AND_RESIZE;
    boolean[] outside = crops ? new boolean[output] : null;
    for (int o = 0; o < output; o++) {
      double x = coordinate(op.transform(), o, input, output, scale, length, roiStart, roiEnd);
      if (outside != null) {
        outside[o] = x < 0 || x > input - 1;
      }
      if (op.mode() == Resize.Mode.NEAREST) {
        index[o] = Math.clamp(nearest(op.nearest(), x), 0, input - 1);
        weight[o] = 1;
      } else {
        taps(op, x, input, Math.min(scale, 1), taps, o * taps, index, weight);
      }
    }
    return new ResizeAxis(input, output, taps, index, weight, outside);
  }

  /// How far a filter reaches to either side, in input elements.
  private static double reach(Resize op, double scale) {
    double base = op.mode() == Resize.Mode.CUBIC ? 2 : 1;
    return op.antialias() && scale < 1 ? base / scale : base;
  }

  private static double coordinate(
      Resize.Transform transform,
      int o,
      int input,
      int output,
      double scale,
      double length,
      double start,
      double end) {
    return switch (transform) {
      case HALF_PIXEL -> (o + 0.5) / scale - 0.5;
      case HALF_PIXEL_SYMMETRIC -> input / 2.0 * (1 - output / length) + (o + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL -> length == 1 ? 0 : (o + 0.5) / scale - 0.5;
      case ALIGN_CORNERS -> length == 1 ? 0 : o * (input - 1) / (length - 1);
      case ASYMMETRIC -> o / scale;
      case TF_HALF_PIXEL_FOR_NN -> (o + 0.5) / scale;
      case TF_CROP_AND_RESIZE ->
          length == 1
              ? 0.5 * (start + end) * (input - 1)
              : start * (input - 1) + o * (end - start) * (input - 1) / (length - 1);
    };
  }

  private static long nearest(Resize.Nearest rounding, double x) {
    return (long)
        switch (rounding) {
          case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
          case FLOOR -> Math.floor(x);
          case CEIL -> Math.ceil(x);
        };
  }

  /// The taps around a coordinate; those outside the input repeat its edge, or are dropped with
  /// `excludeOutside`.
  private static void taps(
      Resize op,
      double x,
      int input,
      double scale,
      int taps,
      int at,
      int[] index,
      double[] weight) {
    long floor = (long) Math.floor(x);
    double ratio = x - floor;
    double stretch = op.antialias() ? scale : 1;
    double sum = 0;
    for (int t = 0; t < taps; t++) {
      long i = floor - taps / 2 + 1 + t;
      double distance = Math.abs(i - floor - ratio) * stretch;
      double w =
          op.mode() == Resize.Mode.CUBIC ? cubic(distance, op.cubicA()) : Math.max(0, 1 - distance);
      if (op.excludeOutside() && (i < 0 || i >= input)) {
        w = 0;
      }
      index[at + t] = Math.clamp(i, 0, input - 1);
      weight[at + t] = w;
      sum += w;
    }
    if (op.antialias() || op.excludeOutside()) {
      for (int t = 0; t < taps; t++) {
        weight[at + t] /= sum;
      }
    }
  }

  /// Keys' cubic convolution kernel (1981).
  private static double cubic(double d, double a) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
