package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.EyeLike;
import dev.gatun.op.OneHot;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Trilu;
import java.util.Objects;

/// Tensors made from little: constants, ranges, diagonals, shapes.
final class Generators {
  private Generators() {}

  static void constant(ConstantOfShape op, Operands o) {
    for (long i = 0; i < o.out().shape().size(); i++) {
      Indices.copy(op.value(), 0, o.out(), i);
    }
  }

  static void range(Operands o) {
    Tensor start = o.in(0);
    Tensor delta = o.in(2);
    for (long i = 0; i < o.out().shape().size(); i++) {
      if (start.dtype().isFloat()) {
        o.out().setDouble(i, start.getDouble(0) + i * delta.getDouble(0));
      } else {
        o.out().setLong(i, start.getLong(0) + i * delta.getLong(0));
      }
    }
  }

  static void eye(EyeLike op, Operands o) {
    Tensor y = o.out();
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      y.setLong(i, at[1] - at[0] == op.k() ? 1 : 0);
    }
  }

  static void trilu(Trilu op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    long k = Objects.requireNonNull(op.k(), "k is bound");
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      long diagonal = at[at.length - 1] - at[at.length - 2];
      if (op.upper() ? diagonal >= k : diagonal <= k) {
        Indices.copy(x, i, y, i);
      } else {
        y.setLong(i, 0);
      }
    }
  }

  static void shape(ShapeOf op, Operands o) {
    Shape shape = o.in(0).shape();
    int rank = shape.rank();
    int start = Math.clamp(op.start() < 0 ? op.start() + rank : op.start(), 0, rank);
    for (int i = 0; i < o.out().shape().size(); i++) {
      o.out().setLong(i, shape.dim(start + i));
    }
  }

  /// An index out of range gives a vector that is off everywhere.
  static void oneHot(OneHot op, Operands o) {
    Tensor indices = o.in(0);
    Tensor values = o.in(2);
    Tensor y = o.out();
    int axis = Indices.axis(op.axis(), y.shape().rank());
    long depth = y.shape().dim(axis);
    long inner = y.shape().size(axis + 1, y.shape().rank());
    for (long i = 0; i < y.shape().size(); i++) {
      long index = (long) indices.getDouble(i / inner / depth * inner + i % inner);
      long hot = index < 0 ? index + depth : index;
      Indices.copy(values, i / inner % depth == hot ? 1 : 0, y, i);
    }
  }
}
