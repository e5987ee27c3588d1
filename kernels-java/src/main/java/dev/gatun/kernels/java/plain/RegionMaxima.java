package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.MaxRoiPool;
import org.jspecify.annotations.Nullable;

/// MaxRoiPool, one channel of a region after the other.
final class RegionMaxima extends Partitioned {
  /// Farther than any picture reaches, and small enough to add to.
  private static final double FAR = 1e9;

  private final MaxRoiPool op;
  private final Shape x;

  RegionMaxima(Signature s, MaxRoiPool op) {
    super(
        "plain.MaxRoiPool",
        s.outShape(0).size(0, 2),
        Math.max(s.outShape(0).size(2, 4), s.inShape(0).size(2, 4) / 8));
    this.op = op;
    this.x = s.inShape(0);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor rois = at(in, 1);
    for (long i = from; i < to; i++) {
      long roi = i / x.dim(1);
      long named = (long) rois.getDouble(5 * roi);
      long picture = Roi.requirePicture(op.title(), named, roi, x.dim(0));
      long left = pixel(rois.getDouble(5 * roi + 1));
      long top = pixel(rois.getDouble(5 * roi + 2));
      long width = Math.max(1, pixel(rois.getDouble(5 * roi + 3)) - left + 1);
      long height = Math.max(1, pixel(rois.getDouble(5 * roi + 4)) - top + 1);
      long source = (picture * x.dim(1) + i % x.dim(1)) * x.dim(2) * x.dim(3);
      for (int bin = 0; bin < op.outH() * op.outW(); bin++) {
        int row = bin / op.outW();
        int column = bin % op.outW();
        double largest =
            largest(
                at(in, 0),
                source,
                Math.clamp(top + row * height / op.outH(), 0L, x.dim(2)),
                Math.clamp(top + Math.ceilDiv((row + 1) * height, op.outH()), 0L, x.dim(2)),
                Math.clamp(left + column * width / op.outW(), 0L, x.dim(3)),
                Math.clamp(left + Math.ceilDiv((column + 1) * width, op.outW()), 0L, x.dim(3)));
        at(out, 0).setDouble(i * op.outH() * op.outW() + bin, largest);
      }
    }
  }

  /// A coordinate in whole pixels, halves away from 0.
  private long pixel(double coordinate) {
    double v = Math.clamp(coordinate * op.spatialScale(), -FAR, FAR);
    return v < 0 ? -(long) (0.5 - v) : (long) (v + 0.5);
  }

  private double largest(Tensor values, long source, long top, long bottom, long left, long right) {
    if (top >= bottom || left >= right) {
      return 0;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (long row = top; row < bottom; row++) {
      for (long column = left; column < right; column++) {
        largest = Math.max(largest, values.getDouble(source + row * x.dim(3) + column));
      }
    }
    return largest;
  }
}
