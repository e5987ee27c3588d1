package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// Coordinates of the elements that are not zero. One pass counts, so that a second one can write
/// the rows of coordinates closely one behind the other.
final class NonZeroPlaces extends Partitioned {
  private final Shape shape;
  private final boolean real;

  NonZeroPlaces(Signature s) {
    super("plain.NonZero", 1, 2 * s.inShape(0).size());
    this.shape = s.inShape(0);
    this.real = s.inType(0).isFloat();
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    Tensor y = at(out, 0);
    long count = 0;
    for (long i = 0; i < shape.size(); i++) {
      count += isNonZero(x, i) ? 1 : 0;
    }
    at(out, 1).setLong(0, count);
    long found = 0;
    for (long i = 0; found < count; i++) {
      if (isNonZero(x, i)) {
        long rest = i;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
          y.setLong(axis * count + found, rest % shape.dim(axis));
          rest /= shape.dim(axis);
        }
        if (shape.rank() == 0) {
          y.setLong(0, 0);
        }
        found++;
      }
    }
  }

  private boolean isNonZero(Tensor x, long i) {
    return real ? x.getDouble(i) != 0 : x.getLong(i) != 0;
  }
}
