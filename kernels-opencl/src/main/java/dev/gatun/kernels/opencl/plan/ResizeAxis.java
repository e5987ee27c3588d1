package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.op.Resize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What resampling reads along one axis, after the operator's text in ONNX: `taps` input elements
/// with weights for each output.
///
/// @param taps of each output; 0 where the axis stays as it is
/// @param index of tap t of output o at o·taps + t; [Picks#OUTSIDE] first where the output shows
///   the extrapolation value
/// @param weight laid out the same way
record ResizeAxis(int taps, int[] index, float[] weight) {
  static ResizeAxis of(Resize op, int axis, Shape x, Shape y) {
    Coordinates at = Coordinates.of(op, axis, x, y);
    if (at.isIdentity()) {
      return new ResizeAxis(0, new int[0], new float[0]);
    }
    double stretch = op.antialias() ? Math.min(at.scale, 1) : 1;
    int reach = (int) Math.ceil((op.mode() == Resize.Mode.CUBIC ? 2 : 1) / stretch);
    int taps = op.mode() == Resize.Mode.NEAREST ? 1 : 2 * reach;
    int[] index = new int[Math.multiplyExact(at.output, taps)];
    float[] weight = new float[index.length];
    for (int o = 0; o < at.output; o++) {
      double place = at.input(o);
      if (op.mode() == Resize.Mode.NEAREST) {
        index[o] = Math.clamp(nearest(op.nearest(), place), 0, at.input - 1);
        weight[o] = 1;
      } else {
        filter(op, place, stretch, at.input, o * taps, taps, index, weight);
      }
      if (at.crops() && (place < 0 || place > at.input - 1)) {
        index[o * taps] = Picks.OUTSIDE;
      }
    }
    return new ResizeAxis(taps, index, weight);
  }

  /// Where outputs of an axis lie among its inputs.
  ///
  /// @param transform as in the operator
  /// @param input extent
  /// @param output extent
  /// @param scale outputs per input
  /// @param start of the region, normalised
  /// @param end of the region, normalised
  private record Coordinates(
      Resize.Transform transform, int input, int output, double scale, double start, double end) {
    static Coordinates of(Resize op, int axis, Shape x, Shape y) {
      int input = x.intDim(axis);
      int output = y.intDim(axis);
      double quotient = (double) output / input;
      double scale = quotient;
      if (op.scales() != null) {
        float given = op.scales().get(axis);
        scale = given == (float) quotient ? quotient : given; // a rounded quotient means it
      }
      @Nullable List<Float> roi = op.roi();
      double start = roi == null ? 0 : roi.get(axis);
      double end = roi == null ? 1 : roi.get(axis + x.rank());
      return new Coordinates(op.transform(), input, output, scale, start, end);
    }

    boolean crops() {
      return transform == Resize.Transform.TF_CROP_AND_RESIZE;
    }

    boolean isIdentity() {
      return input == output && scale == 1 && (!crops() || (start == 0 && end == 1));
    }

    double input(int o) {
      double length = scale * input; // not rounded to a whole extent
      double centre = (o + 0.5) / scale;
      return switch (transform) {
        case HALF_PIXEL -> centre - 0.5;
        case HALF_PIXEL_SYMMETRIC -> input / 2.0 * (1 - output / length) + centre - 0.5;
        case PYTORCH_HALF_PIXEL -> length == 1 ? 0 : centre - 0.5;
        case ALIGN_CORNERS -> length == 1 ? 0 : o * (input - 1) / (length - 1);
        case ASYMMETRIC -> o / scale;
        case TF_HALF_PIXEL_FOR_NN -> centre;
        case TF_CROP_AND_RESIZE ->
            length == 1
                ? (start + end) / 2 * (input - 1)
                : start * (input - 1) + o * (end - start) * (input - 1) / (length - 1);
      };
    }
  }

  private static long nearest(Resize.Nearest rounding, double place) {
    return (long)
        switch (rounding) {
          case ROUND_PREFER_FLOOR -> Math.ceil(place - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(place + 0.5);
          case FLOOR -> Math.floor(place);
          case CEIL -> Math.ceil(place);
        };
  }

  /// Taps beyond the input repeat its edge, or are left out and the others' weights raised.
  private static void filter(
      Resize op,
      double place,
      double stretch,
      int extent,
      int first,
      int taps,
      int[] index,
      float[] weight) {
    long floor = (long) Math.floor(place);
    double[] weights = new double[taps];
    double sum = 0;
    for (int t = 0; t < taps; t++) {
      long i = floor - taps / 2 + 1 + t;
      boolean dropped = op.excludeOutside() && (i < 0 || i >= extent);
      double distance = Math.abs(i - place) * stretch;
      weights[t] =
          dropped
              ? 0
              : op.mode() == Resize.Mode.CUBIC
                  ? cubic(distance, op.cubicA())
                  : Math.max(0, 1 - distance);
      sum += weights[t];
      index[first + t] = Math.clamp(i, 0, extent - 1);
    }
    for (int t = 0; t < taps; t++) {
      weight[first + t] = (float) (weights[t] / sum);
    }
  }

  /// Keys' cubic convolution kernel with coefficient a (R. Keys, 1981).
  private static double cubic(double d, double a) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
