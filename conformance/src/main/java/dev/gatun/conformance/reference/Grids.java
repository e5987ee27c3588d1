package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.AffineGrid;
import dev.gatun.op.GridSample;

/// Sampling at the places of a grid, and grids from affine maps.
final class Grids {
  private Grids() {}

  static void affine(AffineGrid op, Operands o) {
    Tensor theta = o.in(0);
    Shape shape = o.out().shape();
    int rank = shape.intDim(-1);
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      long row = at[0] * rank + at[rank + 1];
      double sum = theta.getDouble(row * (rank + 1) + rank);
      for (int k = 0; k < rank; k++) {
        int axis = rank - k; // the innermost axis comes first
        double place = place(at[axis], shape.dim(axis), op.alignCorners());
        sum += theta.getDouble(row * (rank + 1) + k) * place;
      }
      o.out().setDouble(i, sum);
    }
  }

  private static double place(long i, long extent, boolean alignCorners) {
    if (!alignCorners) {
      return (2.0 * i + 1) / extent - 1;
    }
    return extent == 1 ? -1 : 2.0 * i / (extent - 1) - 1;
  }

  static void sample(GridSample op, Operands o) {
    Shape x = o.in(0).shape();
    Tensor grid = o.in(1);
    Shape y = o.out().shape();
    int rank = x.rank() - 2;
    for (long i = 0; i < y.size(); i++) {
      long[] at = Indices.of(y, i);
      long places = y.size(2, y.rank());
      double[] place = new double[rank];
      for (int axis = 0; axis < rank; axis++) {
        long entry = (at[0] * places + i % places) * rank + rank - 1 - axis;
        place[axis] = place(op, grid.getDouble(entry), x.dim(2 + axis));
      }
      long plane = at[0] * x.dim(1) + at[1];
      if (op.mode() != GridSample.Mode.NEAREST) {
        o.out().setDouble(i, interpolated(op, o.in(0), place, 0, plane));
      } else {
        nearest(op, o, place, plane, i);
      }
    }
  }

  /// A grid's coordinate in pixels, brought back inside as the padding says.
  private static double place(GridSample op, double v, long extent) {
    double place = op.alignCorners() ? (v + 1) / 2 * (extent - 1.0) : ((v + 1) * extent - 1) / 2;
    double rounded = op.mode() == GridSample.Mode.NEAREST ? Math.rint(place) : place;
    double low = op.alignCorners() ? 0 : -0.5;
    double high = extent - 1 - low;
    if (rounded >= low && rounded <= high) {
      return rounded;
    }
    return switch (op.padding()) {
      case ZEROS -> rounded;
      case BORDER -> Math.clamp(rounded, 0, Math.max(0, extent - 1.0));
      case REFLECTION -> reflected(rounded, low, high);
    };
  }

  /// A wave of straight lines between the two ends.
  private static double reflected(double v, double low, double high) {
    if (high <= low) {
      return low;
    }
    double period = 2 * (high - low);
    double phase = (v - low) - period * Math.floor((v - low) / period);
    return low + Math.min(phase, period - phase);
  }

  /// The pixel that an index along an axis means, or −1.
  private static long pixel(GridSample op, double index, long extent) {
    double low = op.alignCorners() ? 0 : -0.5;
    double inside =
        switch (op.padding()) {
          case ZEROS -> index;
          case BORDER -> Math.clamp(index, 0, Math.max(0, extent - 1.0));
          case REFLECTION -> Math.rint(reflected(index, low, extent - 1 - low));
        };
    return inside >= 0 && inside < extent ? (long) inside : -1;
  }

  private static void nearest(GridSample op, Operands o, double[] place, long plane, long i) {
    long from = plane;
    for (int axis = 0; axis < place.length; axis++) {
      long extent = o.in(0).shape().dim(2 + axis);
      long pixel = pixel(op, place[axis], extent);
      if (pixel < 0) {
        o.out().setLong(i, 0);
        return;
      }
      from = from * extent + pixel;
    }
    Indices.copy(o.in(0), from, o.out(), i);
  }

  private static double interpolated(GridSample op, Tensor x, double[] place, int axis, long from) {
    if (axis == place.length) {
      return x.getDouble(from);
    }
    double floor = Math.floor(place[axis]);
    double t = place[axis] - floor;
    long extent = x.shape().dim(2 + axis);
    boolean linear = op.mode() == GridSample.Mode.LINEAR;
    double sum = 0;
    for (int k = linear ? 0 : -1; k <= (linear ? 1 : 2); k++) {
      long pixel = pixel(op, floor + k, extent);
      if (pixel >= 0) {
        double weight = linear ? 1 - Math.abs(t - k) : cubic(Math.abs(t - k));
        sum += weight * interpolated(op, x, place, axis + 1, from * extent + pixel);
      }
    }
    return sum;
  }

  /// Keys' cubic with a = −0.75 at a distance.
  private static double cubic(double d) {
    double a = -0.75;
    return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  }
}
