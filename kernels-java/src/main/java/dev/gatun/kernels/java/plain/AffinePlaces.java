package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.AffineGrid;
import org.jspecify.annotations.Nullable;

/// Maps the place of every grid element through its batch's affine map.
final class AffinePlaces extends Partitioned {
  private final boolean alignCorners;
  private final int rank;
  private final long places;

  /// Extents by coordinate: the innermost axis first.
  private final long[] extents;

  AffinePlaces(Signature s, AffineGrid op) {
    this(op, s.outShape(0));
  }

  private AffinePlaces(AffineGrid op, Shape grid) {
    super("plain.AffineGrid", grid.size(0, grid.rank() - 1), 12);
    this.alignCorners = op.alignCorners();
    this.rank = grid.intDim(-1);
    this.places = grid.size(1, grid.rank() - 1);
    this.extents = new long[rank];
    for (int k = 0; k < rank; k++) {
      extents[k] = grid.dim(rank - k);
    }
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor theta = at(in, 0);
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      for (int row = 0; row < rank; row++) {
        long map = (i / places * rank + row) * (rank + 1);
        double sum = theta.getDouble(map + rank);
        long rest = i % places;
        for (int k = 0; k < rank; k++) {
          sum += theta.getDouble(map + k) * place(rest % extents[k], extents[k]);
          rest /= extents[k];
        }
        y.setDouble(i * rank + row, sum);
      }
    }
  }

  private double place(long i, long extent) {
    double step = alignCorners ? 2.0 / Math.max(1, extent - 1) : 2.0 / extent;
    return -1 + (alignCorners ? i : i + 0.5) * step;
  }
}
