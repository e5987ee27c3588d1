package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.RoiAlign;
import org.jspecify.annotations.Nullable;

/// RoiAlign of any float type, by averages or maxima, in double.
final class TypedRoiAlign extends Partitioned {
  private static final PerThread<RoiTaps> DOWN = new PerThread<>(RoiTaps::new);
  private static final PerThread<RoiTaps> ACROSS = new PerThread<>(RoiTaps::new);

  private final RoiAlign op;
  private final Shape x;
  private final int height;
  private final int width;
  private final boolean max;

  TypedRoiAlign(Signature s, RoiAlign op) {
    super("plain.RoiAlign", s.outShape(0).dim(0), 32 * s.outShape(0).size(1, s.outShape(0).rank()));
    this.op = op;
    this.x = s.inShape(0);
    this.height = x.intDim(2);
    this.width = x.intDim(3);
    this.max = op.mode() == RoiAlign.Mode.MAX;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    RoiTaps down = DOWN.get();
    RoiTaps across = ACROSS.get();
    for (long roi = from; roi < to; roi++) {
      // a maximum looks at every neighbour of every sample by itself
      down.list(op, at(in, 1), roi, 1, op.outH(), height, !max);
      across.list(op, at(in, 1), roi, 0, op.outW(), width, !max);
      long picture = Roi.picture(op.title(), at(in, 2), roi, x.dim(0));
      for (long c = 0; c < x.dim(1); c++) {
        long source = (picture * x.dim(1) + c) * x.dim(2) * x.dim(3);
        long target = (roi * x.dim(1) + c) * op.outH() * op.outW();
        pool(down, across, at(in, 0), source, at(out, 0), target);
      }
    }
  }

  private void pool(RoiTaps down, RoiTaps across, Tensor x, long source, Tensor y, long target) {
    for (int i = 0; i < op.outH(); i++) {
      for (int j = 0; j < op.outW(); j++) {
        double value =
            max ? largest(down, i, across, j, x, source) : mean(down, i, across, j, x, source);
        y.setDouble(target + (long) i * op.outW() + j, value);
      }
    }
  }

  private double mean(RoiTaps down, int i, RoiTaps across, int j, Tensor x, long source) {
    double sum = 0;
    for (int s = down.begin[i]; s < down.begin[i + 1]; s++) {
      for (int t = across.begin[j]; t < across.begin[j + 1]; t++) {
        double weight = (double) down.weight[s] * across.weight[t];
        sum += weight * pixel(x, source, down.index[s], across.index[t]);
      }
    }
    return sum / Math.max(1, (double) down.samples * across.samples);
  }

  private double largest(RoiTaps down, int i, RoiTaps across, int j, Tensor x, long source) {
    if (down.samples == 0 || across.samples == 0) {
      return 0;
    }
    boolean leaves = down.leavesPicture[i] || across.leavesPicture[j];
    double largest = leaves ? 0 : Double.NEGATIVE_INFINITY;
    for (int s = down.begin[i]; s < down.begin[i + 1]; s++) {
      for (int t = across.begin[j]; t < across.begin[j + 1]; t++) {
        double weight = (double) down.weight[s] * across.weight[t];
        largest = Math.max(largest, weight * pixel(x, source, down.index[s], across.index[t]));
      }
    }
    return largest;
  }

  private double pixel(Tensor values, long source, int row, int column) {
    return values.getDouble(source + row * x.dim(3) + column);
  }
}
