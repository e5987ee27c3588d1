package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.MaxRoiPool;
import dev.gatun.op.RoiAlign;

/// Pooling of regions, one output element after the other, one sample after the other.
final class Regions {
  private Regions() {}

  static void align(RoiAlign op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      long picture = picture(o.in(2).getLong(at[0]), x.shape(), o);
      long plane = picture * x.shape().dim(1) + at[1];
      Axis down = axis(op, o.in(1), at[0], 1, op.outH(), x.shape().dim(2));
      Axis across = axis(op, o.in(1), at[0], 0, op.outW(), x.shape().dim(3));
      y.setDouble(i, bin(op, x, plane, down, at[2], across, at[3]));
    }
  }

  private static long picture(long index, Shape x, Operands o) {
    if (index < 0 || index >= x.dim(0)) {
      throw new InvalidInputException(
          o.operator() + ": got picture " + index + ", required 0 to " + (x.dim(0) - 1));
    }
    return index;
  }

  /// How a region lies along one axis of the picture.
  ///
  /// @param start where its first bin starts, in pixels
  /// @param bin extent of a bin, in pixels
  /// @param samples samples per bin
  /// @param extent of the picture
  private record Axis(float start, float bin, long samples, long extent) {
    float place(long whichBin, long sample) {
      return start + whichBin * bin + (sample + 0.5f) * bin / samples;
    }

    boolean isInside(float place) {
      return extent > 0 && place >= -1 && place <= extent;
    }

    /// The samples of a bin that may lie inside, two more at either end for the rounding of places:
    /// an adaptive grid over a huge region has billions of others, which are zeros.
    Range near(long whichBin) {
      if (bin == 0) {
        return new Range(0, samples);
      }
      double perPixel = samples / (double) bin;
      double from = start + whichBin * bin;
      double one = (-1 - from) * perPixel;
      double other = (extent - from) * perPixel;
      return new Range(
          Math.clamp((long) (Math.min(one, other) - 2), 0, samples),
          Math.clamp((long) (Math.max(one, other) + 3), 0, samples));
    }
  }

  /// Samples of a bin.
  ///
  /// @param from the first
  /// @param to the one behind the last
  private record Range(long from, long to) {
    boolean leaves(long samples) {
      return to - from < samples;
    }
  }

  private static Axis axis(
      RoiAlign op, Tensor rois, long roi, int coordinate, int bins, long extent) {
    float shift = op.halfPixel() ? 0.5f : 0f;
    float from = (float) rois.getDouble(4 * roi + coordinate) * op.spatialScale() - shift;
    float to = (float) rois.getDouble(4 * roi + coordinate + 2) * op.spatialScale() - shift;
    float length = op.halfPixel() ? to - from : Math.max(to - from, 1f);
    if (!Float.isFinite(from) || !Float.isFinite(length)) {
      return new Axis(0, 0, 0, extent);
    }
    float bin = length / bins;
    long samples = op.samplingRatio() > 0 ? op.samplingRatio() : (long) Math.ceil(bin);
    return new Axis(from, bin, Math.max(0, samples), extent);
  }

  private static double bin(
      RoiAlign op, Tensor x, long plane, Axis down, long row, Axis across, long column) {
    boolean max = op.mode() == RoiAlign.Mode.MAX;
    Range rows = down.near(row);
    Range columns = across.near(column);
    boolean zeros = rows.leaves(down.samples()) || columns.leaves(across.samples());
    double result = max && !zeros ? Double.NEGATIVE_INFINITY : 0;
    for (long i = rows.from(); i < rows.to(); i++) {
      for (long j = columns.from(); j < columns.to(); j++) {
        double[] parts =
            neighbours(x, plane, down, down.place(row, i), across, across.place(column, j));
        for (double part : parts) {
          result = max ? Math.max(result, part) : result + part;
        }
      }
    }
    double count = (double) down.samples() * across.samples();
    return count == 0 ? 0 : max ? result : result / count;
  }

  /// The four neighbours of a sample, each with its weight; zeros outside.
  private static double[] neighbours(
      Tensor x, long plane, Axis down, float v, Axis across, float u) {
    double[] parts = new double[4];
    if (!down.isInside(v) || !across.isInside(u)) {
      return parts;
    }
    double b = Math.clamp(v, 0.0, down.extent() - 1.0);
    double a = Math.clamp(u, 0.0, across.extent() - 1.0);
    for (int k = 0; k < 4; k++) {
      long row = Math.min((long) b + k / 2, down.extent() - 1);
      long column = Math.min((long) a + k % 2, across.extent() - 1);
      double weightDown = k / 2 == 0 ? 1 - (b - Math.floor(b)) : b - Math.floor(b);
      double weightAcross = k % 2 == 0 ? 1 - (a - Math.floor(a)) : a - Math.floor(a);
      double value = x.getDouble((plane * down.extent() + row) * across.extent() + column);
      parts[k] = weightDown * weightAcross * value;
    }
    return parts;
  }

  static void pool(MaxRoiPool op, Operands o) {
    Tensor x = o.in(0);
    Tensor rois = o.in(1);
    Shape y = o.out().shape();
    for (long i = 0; i < y.size(); i++) {
      long[] at = Indices.of(y, i);
      long picture = picture((long) rois.getDouble(5 * at[0]), x.shape(), o);
      long plane = picture * x.shape().dim(1) + at[1];
      long[] rows = pixels(op, rois, at[0], 1, at[2], op.outH(), x.shape().dim(2));
      long[] columns = pixels(op, rois, at[0], 0, at[3], op.outW(), x.shape().dim(3));
      double largest = Double.NEGATIVE_INFINITY;
      for (long row = rows[0]; row < rows[1]; row++) {
        for (long column = columns[0]; column < columns[1]; column++) {
          long place = (plane * x.shape().dim(2) + row) * x.shape().dim(3) + column;
          largest = Math.max(largest, x.getDouble(place));
        }
      }
      boolean empty = rows[0] >= rows[1] || columns[0] >= columns[1];
      o.out().setDouble(i, empty ? 0 : largest);
    }
  }

  /// First pixel of a bin along one axis, and the one behind its last.
  private static long[] pixels(
      MaxRoiPool op, Tensor rois, long roi, int coordinate, long bin, int bins, long extent) {
    long first = rounded(rois.getDouble(5 * roi + 1 + coordinate) * op.spatialScale());
    long last = rounded(rois.getDouble(5 * roi + 3 + coordinate) * op.spatialScale());
    double length = Math.max(last - first + 1, 1);
    long begin = first + (long) Math.floor(bin * length / bins);
    long end = first + (long) Math.ceil((bin + 1) * length / bins);
    return new long[] {Math.clamp(begin, 0L, extent), Math.clamp(end, 0L, extent)};
  }

  /// Halves away from zero, within int range.
  private static long rounded(double v) {
    return (int) Math.clamp(Math.signum(v) * Math.floor(Math.abs(v) + 0.5), -1e9, 1e9);
  }
}
