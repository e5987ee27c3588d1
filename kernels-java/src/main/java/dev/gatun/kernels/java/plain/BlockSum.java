package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Col2Im;
import org.jspecify.annotations.Nullable;

/// Col2Im from the side of the picture: each pixel gathers what the taps of all blocks over it
/// hold, so that pixels are independent.
final class BlockSum extends Partitioned {
  private final Taps taps;
  private final long places;
  private final long plane;

  BlockSum(Signature s, Col2Im op) {
    this(op, s.inShape(0).dim(2), s.outShape(0), taps(op, GenericConv.spatial(s.outShape(0))));
  }

  private BlockSum(Col2Im op, long places, Shape y, Taps taps) {
    super("plain." + op.title(), y.size(), 4L * taps.count());
    this.taps = taps;
    this.places = places;
    this.plane = y.size(2, y.rank());
  }

  private static Taps taps(Col2Im op, long[] image) {
    long[] blocks = new long[image.length];
    for (int axis = 0; axis < image.length; axis++) {
      blocks[axis] = op.window().outputExtent(axis, image[axis], false);
    }
    return new Taps(op.window(), blocks, image);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    for (long i = from; i < to; i++) {
      double sum = 0;
      for (int t = 0; t < taps.count(); t++) {
        long place = taps.scatter(i % plane, t);
        if (place >= 0) {
          sum += x.getDouble((i / plane * taps.count() + t) * places + place);
        }
      }
      at(out, 0).setDouble(i, sum);
    }
  }
}
