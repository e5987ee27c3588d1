package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import org.jspecify.annotations.Nullable;

/// Pooling of any kind, rank and element type, with the indices of maxima where they are wanted.
final class GenericPool extends Partitioned {
  private final Pool op;
  private final Taps taps;
  private final long inPlane;
  private final long outPlane;

  GenericPool(Signature s, Pool op) {
    this(op, s.inShape(0), s.outShape(0));
  }

  private GenericPool(Pool op, Shape x, Shape y) {
    super("plain." + op.title(), y.size(), 8);
    long[] input = GenericConv.spatial(x);
    this.op = op;
    this.taps = new Taps(op.window().resolve(Ints.EMPTY, input), input, GenericConv.spatial(y));
    this.inPlane = x.size(2, x.rank());
    this.outPlane = y.size(2, y.rank());
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    Tensor indices = out.length > 1 ? out[1] : null;
    for (long i = from; i < to; i++) {
      long plane = i / outPlane * inPlane;
      long position = i % outPlane;
      switch (op.kind()) {
        case MAX -> {
          long place = largest(x, plane, position);
          y.setDouble(i, place < 0 ? Double.NEGATIVE_INFINITY : x.getDouble(plane + place));
          if (indices != null) {
            indices.setLong(i, plane + (op.columnMajorIndices() ? taps.columnMajor(place) : place));
          }
        }
        case AVERAGE -> y.setDouble(i, average(x, plane, position));
        case LP -> y.setDouble(i, norm(x, plane, position));
      }
    }
  }

  /// Where the first maximum is; the first NaN wins. −1 where the whole window is on pads.
  private long largest(Tensor x, long plane, long position) {
    long best = -1;
    double max = 0;
    for (int t = 0; t < taps.count(); t++) {
      long place = taps.gather(position, t);
      if (place < 0) {
        continue;
      }
      double v = x.getDouble(plane + place);
      if (best < 0 || v > max || (Double.isNaN(v) && !Double.isNaN(max))) {
        best = place;
        max = v;
      }
    }
    return best;
  }

  private double average(Tensor x, long plane, long position) {
    double sum = 0;
    long count = 0;
    for (int t = 0; t < taps.count(); t++) {
      long place = taps.gather(position, t);
      if (place >= 0) {
        sum += x.getDouble(plane + place);
        count++;
      } else if (op.countIncludePad() && taps.isOnPadded(position, t)) {
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  private double norm(Tensor x, long plane, long position) {
    double sum = 0;
    for (int t = 0; t < taps.count(); t++) {
      long place = taps.gather(position, t);
      if (place >= 0) {
        sum += StrictMath.pow(Math.abs(x.getDouble(plane + place)), op.p());
      }
    }
    return StrictMath.pow(sum, 1.0 / op.p());
  }
}
