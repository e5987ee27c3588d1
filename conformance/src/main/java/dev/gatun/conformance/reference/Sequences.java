package dev.gatun.conformance.reference;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ReverseSequence;
import dev.gatun.op.TensorScatter;

/// Elements that change places along an axis, by lengths and places that are data.
final class Sequences {
  private Sequences() {}

  static void reverse(ReverseSequence op, Operands o) {
    Tensor x = o.in(0);
    Shape shape = x.shape();
    long extent = shape.dim(op.timeAxis());
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      long length = o.in(1).getLong(at[op.batchAxis()]);
      if (length < 0 || length > extent) {
        throw new InvalidInputException(
            o.operator() + ": got a sequence of length " + length + ", required 0 to " + extent);
      }
      long t = at[op.timeAxis()];
      at[op.timeAxis()] = t < length ? length - 1 - t : t;
      Indices.copy(x, Indices.flat(shape, at), o.out(), i);
    }
  }

  static void scatter(TensorScatter op, Operands o) {
    Tensor update = o.in(1);
    Shape shape = o.in(0).shape();
    int axis = Indices.axis(op.axis(), shape.rank());
    long extent = shape.dim(axis);
    o.in(0).copyTo(o.out());
    for (long i = 0; i < update.shape().size(); i++) {
      long[] at = Indices.of(update.shape(), i);
      Tensor places = o.optional(2);
      long first = places == null ? 0 : places.getLong(at[0]);
      long last = first + (op.circular() ? 0 : update.shape().dim(axis) - 1);
      if (first < 0 || last >= extent) {
        throw new InvalidInputException(
            o.operator()
                + ": got places "
                + first
                + " to "
                + last
                + ", required 0 to "
                + (extent - 1));
      }
      at[axis] = (first + at[axis]) % extent;
      Indices.copy(update, i, o.out(), Indices.flat(shape, at));
    }
  }
}
