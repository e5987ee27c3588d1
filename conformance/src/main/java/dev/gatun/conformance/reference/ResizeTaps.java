package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.conformance.reference.Resampling.Taps;
import dev.gatun.op.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Source coordinate and filter weights on one axis of a [Resize], after the operator's
/// specification in ONNX.
///
/// With x the source coordinate, taps stand at base + i, base = ⌈x⌉ − 1, so that the fraction x −
/// base is in (0, 1]. A filter of half width r reaches i = 1 − r … r; antialiased downsampling by s
/// < 1 stretches it by 1/s.
final class ResizeTaps {
  private ResizeTaps() {}

  static Taps of(Resize op, int axis, Shape xs, Shape ys, long i) {
    long in = xs.dim(axis);
    long out = ys.dim(axis);
    double scale = scale(op, axis, in, out);
    if (in == out && scale == 1 && op.transform() != Resize.Transform.TF_CROP_AND_RESIZE) {
      return new Taps(new long[] {i}, new double[] {1}, false);
    }
    double x = coordinate(op, axis, xs.rank(), in, out, scale, i);
    boolean crop = op.transform() == Resize.Transform.TF_CROP_AND_RESIZE;
    if (crop && (x < 0 || x > in - 1)) {
      return new Taps(new long[0], new double[0], true);
    }
    if (op.mode() == Resize.Mode.NEAREST) {
      return new Taps(
          new long[] {Math.clamp(nearest(op.nearest(), x), 0, in - 1)}, new double[] {1}, false);
    }
    return filter(op, x, in, op.antialias() ? Math.min(scale, 1) : 1);
  }

  /// A scale that is the quotient of the extents as a float is meant exactly: such come from sizes,
  /// and a third rounded to 24 bits would move coordinates off the elements they fall on.
  private static double scale(Resize op, int axis, long in, long out) {
    double quotient = (double) out / in;
    @Nullable Float given = op.scales() == null ? null : op.scales().get(axis);
    return given == null || given == (float) quotient ? quotient : given;
  }

  private static double coordinate(
      Resize op, int axis, int rank, long in, long out, double scale, long i) {
    double resized = scale * in; // not rounded to a whole extent
    return switch (op.transform()) {
      case HALF_PIXEL -> (i + 0.5) / scale - 0.5;
      case HALF_PIXEL_SYMMETRIC -> in / 2.0 * (1 - out / resized) + (i + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL -> resized == 1 ? 0 : (i + 0.5) / scale - 0.5;
      case ALIGN_CORNERS -> resized == 1 ? 0 : i * (in - 1) / (resized - 1);
      case ASYMMETRIC -> i / scale;
      case TF_HALF_PIXEL_FOR_NN -> (i + 0.5) / scale;
      case TF_CROP_AND_RESIZE -> {
        List<Float> roi = Objects.requireNonNull(op.roi(), "roi is bound");
        double start = roi.get(axis);
        double end = roi.get(rank + axis);
        yield resized == 1
            ? (start + end) / 2 * (in - 1)
            : start * (in - 1) + i * (end - start) * (in - 1) / (resized - 1);
      }
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

  private static Taps filter(Resize op, double x, long in, double scale) {
    boolean cubic = op.mode() == Resize.Mode.CUBIC;
    long base = (long) Math.ceil(x) - 1;
    double fraction = x - base;
    int first = (int) Math.floor((cubic ? -2 : -1) / scale) + 1;
    int count = 2 - 2 * first;
    long[] places = new long[count];
    double[] weights = new double[count];
    for (int t = 0; t < count; t++) {
      long place = base + first + t;
      double distance = Math.abs(scale * (first + t - fraction));
      boolean dropped = op.excludeOutside() && (place < 0 || place >= in);
      places[t] = Math.clamp(place, 0, in - 1);
      weights[t] = dropped ? 0 : cubic ? cubic(distance, op.cubicA()) : Math.max(0, 1 - distance);
    }
    double sum = Arrays.stream(weights).sum();
    return new Taps(places, Arrays.stream(weights).map(w -> w / sum).toArray(), false);
  }

  /// Keys' cubic convolution kernel with coefficient a (R. Keys, 1981).
  private static double cubic(double d, double a) {
    if (d <= 1) {
      return ((a + 2) * d - (a + 3)) * d * d + 1;
    }
    return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
  }
}
