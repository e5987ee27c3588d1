package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Col2Im;
import dev.gatun.op.DeformConv;
import dev.gatun.op.MaxUnpool;
import dev.gatun.op.Window;
import java.util.Arrays;

/// Blocks added up to pictures, convolution with taps that move, maxima put back.
final class Unfoldings {
  private Unfoldings() {}

  static void blocks(Col2Im op, Operands o) {
    Tensor x = o.in(0);
    Shape y = o.out().shape();
    double[] sums = new double[Math.toIntExact(y.size())];
    int rank = y.rank() - 2;
    long[] places = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      places[axis] = op.window().outputExtent(axis, y.dim(2 + axis), false);
    }
    Shape blocks = Shape.of(places);
    Shape block = Shape.of(op.window().kernel().toArray());
    for (long i = 0; i < x.shape().size(); i++) {
      long[] place = Indices.of(blocks, i % blocks.size());
      long row = i / blocks.size();
      long[] tap = Indices.of(block, row % block.size());
      long[] at = new long[rank + 2];
      at[0] = row / block.size() / y.dim(1);
      at[1] = row / block.size() % y.dim(1);
      boolean inside = true;
      for (int axis = 0; axis < rank; axis++) {
        at[2 + axis] = read(op.window(), axis, place[axis], tap[axis]);
        inside &= at[2 + axis] >= 0 && at[2 + axis] < y.dim(2 + axis);
      }
      if (inside) {
        sums[(int) Indices.flat(y, at)] += x.getDouble(i);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      o.out().setDouble(i, sums[i]);
    }
  }

  /// The index that a tap of a window reads.
  private static long read(Window window, int axis, long place, long tap) {
    return place * window.strides().get(axis)
        - window.padsBegin().get(axis)
        + tap * window.dilations().get(axis);
  }

  static void deformed(DeformConv op, Operands o) {
    Shape y = o.out().shape();
    Shape w = o.in(1).shape();
    Tensor bias = o.optional(3);
    for (long i = 0; i < y.size(); i++) {
      long[] at = Indices.of(y, i);
      double sum = bias == null ? 0 : bias.getDouble(at[1]);
      long group = at[1] / (y.dim(1) / op.groups());
      for (long k = 0; k < w.size(1, 4); k++) {
        long[] tap = Indices.of(Shape.of(w.dim(1), w.dim(2), w.dim(3)), k);
        long c = group * w.dim(1) + tap[0];
        double weight = o.in(1).getDouble(at[1] * w.size(1, 4) + k);
        sum += weight * moved(op, o, at, c, tap[1], tap[2]);
      }
      o.out().setDouble(i, sum);
    }
  }

  /// What one tap reads of one channel, mask included.
  private static double moved(
      DeformConv op, Operands o, long[] at, long c, long kernelRow, long kernelColumn) {
    Tensor x = o.in(0);
    Tensor mask = o.optional(4);
    Window window = op.window();
    long taps = window.kernel().get(0) * window.kernel().get(1);
    long share = c / (x.shape().dim(1) / op.offsetGroups());
    long tap = share * taps + kernelRow * window.kernel().get(1) + kernelColumn;
    double v = read(window, 0, at[2], kernelRow) + data(o.in(2), at, 2 * tap);
    double u = read(window, 1, at[3], kernelColumn) + data(o.in(2), at, 2 * tap + 1);
    double sum = 0;
    for (int k = 0; k < 4; k++) {
      double row = Math.floor(v) + (k < 2 ? 0 : 1);
      double column = Math.floor(u) + k % 2;
      if (row >= 0 && row < x.shape().dim(2) && column >= 0 && column < x.shape().dim(3)) {
        double weight = (1 - Math.abs(v - row)) * (1 - Math.abs(u - column));
        long[] place = {at[0], c, (long) row, (long) column};
        sum += weight * x.getDouble(Indices.flat(x.shape(), place));
      }
    }
    return mask == null ? sum : sum * data(mask, at, tap);
  }

  private static double data(Tensor tensor, long[] at, long channel) {
    return tensor.getDouble(
        Indices.flat(tensor.shape(), new long[] {at[0], channel, at[2], at[3]}));
  }

  static void unpooled(MaxUnpool op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    long[] pooled = x.shape().toArray();
    for (int axis = 2; axis < pooled.length; axis++) {
      pooled[axis] = pooled[axis] == 0 ? 0 : op.unpooledExtent(axis - 2, pooled[axis]);
    }
    Shape from = Shape.of(Arrays.stream(pooled).map(d -> Math.max(d, 0)).toArray());
    for (long i = 0; i < y.shape().size(); i++) {
      y.setLong(i, 0);
    }
    for (long i = 0; i < x.shape().size(); i++) {
      long index = o.in(1).getLong(i);
      if (index < 0 || index >= from.size()) {
        throw new InvalidInputException(
            o.operator() + ": got index " + index + ", required 0 to " + (from.size() - 1));
      }
      Indices.copy(x, i, y, Indices.flat(y.shape(), Indices.of(from, index)));
    }
  }
}
