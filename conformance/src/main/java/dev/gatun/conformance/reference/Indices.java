package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;

/// Index arithmetic on row-major tensors, in the slowest and plainest way.
final class Indices {
  private Indices() {}

  /// The index tuple of row-major element `flat`.
  static long[] of(Shape shape, long flat) {
    long[] at = new long[shape.rank()];
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      at[axis] = flat % shape.dim(axis);
      flat /= shape.dim(axis);
    }
    return at;
  }

  /// The row-major place of an index tuple.
  static long flat(Shape shape, long[] at) {
    long flat = 0;
    for (int axis = 0; axis < at.length; axis++) {
      flat = flat * shape.dim(axis) + at[axis];
    }
    return flat;
  }

  /// The place in `operand` that broadcasts to index tuple `at` of a result: axes are aligned at
  /// the end, and an axis of extent 1 repeats.
  static long broadcast(Shape operand, long[] at) {
    int lead = at.length - operand.rank();
    long flat = 0;
    for (int axis = 0; axis < operand.rank(); axis++) {
      long extent = operand.dim(axis);
      flat = flat * extent + (extent == 1 ? 0 : at[lead + axis]);
    }
    return flat;
  }

  /// An axis counted from the front.
  static int axis(int axis, int rank) {
    int front = axis < 0 ? axis + rank : axis;
    if (front < 0 || front >= Math.max(rank, 1)) {
      throw new InvalidInputException("axis " + axis + " is out of range for rank " + rank);
    }
    return front;
  }

  /// An index along an axis, counted from the front.
  static long index(String operator, long index, long extent) {
    long front = index < 0 ? index + extent : index;
    if (front < 0 || front >= extent) {
      throw new InvalidInputException(
          operator + ": got index " + index + ", required " + -extent + " to " + (extent - 1));
    }
    return front;
  }

  /// Copies one element bit by bit; both tensors have one element size.
  static void copy(Tensor from, long source, Tensor to, long target) {
    int bytes = from.dtype().bytes();
    MemorySegment.copy(from.data(), source * bytes, to.data(), target * bytes, bytes);
  }

  /// Orders two elements of one tensor type: by value, unsigned where the type is, NaN above
  /// everything.
  static int compare(Tensor a, long i, Tensor b, long j) {
    if (a.dtype().isFloat()) {
      double x = a.getDouble(i);
      double y = b.getDouble(j);
      return x == y ? 0 : Double.compare(x, y);
    }
    return a.dtype() == DType.UINT64
        ? Long.compareUnsigned(a.getLong(i), b.getLong(j))
        : Long.compare(a.getLong(i), b.getLong(j));
  }
}
