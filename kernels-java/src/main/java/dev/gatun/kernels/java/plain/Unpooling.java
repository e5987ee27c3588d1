package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.MaxUnpool;
import org.jspecify.annotations.Nullable;

/// Puts maxima back. An index may point anywhere, so each part clears its piece of the output and
/// looks through all indices for those that fall into it.
final class Unpooling extends Partitioned {
  private final long count;
  private final Shape pooled;
  private final Shape y;
  private final boolean samePlaces;
  private final int bytes;

  Unpooling(Signature s, MaxUnpool op) {
    super("plain.MaxUnpool", s.outShape(0).size(), 1);
    this.count = s.inShape(0).size();
    this.y = s.outShape(0);
    this.bytes = s.inType(0).bytes();
    long[] extents = s.inShape(0).toArray();
    for (int axis = 2; axis < extents.length; axis++) {
      long extent = extents[axis] == 0 ? 0 : op.unpooledExtent(axis - 2, extents[axis]);
      extents[axis] = Math.max(0, extent);
    }
    this.pooled = Shape.of(extents);
    this.samePlaces = pooled.equals(y);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Elements.fill(bytes, 0, at(out, 0).data(), from, 1, to - from);
    for (long i = 0; i < count; i++) {
      long index = at(in, 1).getLong(i);
      if (index < 0 || index >= pooled.size()) {
        throw new InvalidInputException(
            "MaxUnpool: got index "
                + index
                + " at place "
                + i
                + ", required 0 to "
                + (pooled.size() - 1));
      }
      long place = samePlaces ? index : place(index);
      if (place >= from && place < to) {
        long bits = Elements.bits(bytes, at(in, 0).data(), i);
        Elements.set(bytes, at(out, 0).data(), place, bits);
      }
    }
  }

  /// Where an element of the pooled extents lies in a larger output.
  private long place(long index) {
    long place = 0;
    long stride = 1;
    long rest = index;
    for (int axis = y.rank() - 1; axis >= 0; axis--) {
      place += rest % pooled.dim(axis) * stride;
      rest /= pooled.dim(axis);
      stride *= y.dim(axis);
    }
    return place;
  }
}
