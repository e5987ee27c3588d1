package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterNd;

/// Reading and writing at indices that are data. A negative index counts from the end; one out of
/// range is an error.
final class Gathers {
  private Gathers() {}

  /// `y[outer…, index…, inner…] = x[outer…, indices[index…], inner…]`.
  static void gather(Gather op, Operands o) {
    Tensor x = o.in(0);
    Tensor indices = o.in(1);
    Tensor y = o.out();
    int axis = Indices.axis(op.axis(), x.shape().rank());
    long extent = x.shape().dim(axis);
    long inner = x.shape().size(axis + 1, x.shape().rank());
    long picked = indices.shape().size();
    for (long i = 0; i < y.shape().size(); i++) {
      long outer = i / inner / picked;
      long index = Indices.index(o.operator(), indices.getLong(i / inner % picked), extent);
      Indices.copy(x, (outer * extent + index) * inner + i % inner, y, i);
    }
  }

  static void gatherElements(GatherElements op, Operands o) {
    Tensor x = o.in(0);
    Tensor indices = o.in(1);
    int axis = Indices.axis(op.axis(), x.shape().rank());
    for (long i = 0; i < indices.shape().size(); i++) {
      long[] at = Indices.of(indices.shape(), i);
      at[axis] = Indices.index(o.operator(), indices.getLong(i), x.shape().dim(axis));
      Indices.copy(x, Indices.flat(x.shape(), at), o.out(), i);
    }
  }

  /// `y[batch…, tuple…, rest…] = x[batch…, indices[batch…, tuple…], rest…]`.
  static void gatherNd(GatherNd op, Operands o) {
    Tensor x = o.in(0);
    Tensor indices = o.in(1);
    int batch = op.batchDims();
    int length = indices.shape().intDim(-1);
    long rest = x.shape().size(batch + length, x.shape().rank());
    long tuplesPerBatch = indices.shape().size(batch, indices.shape().rank() - 1);
    for (long i = 0; i < o.out().shape().size(); i++) {
      long tuple = i / rest;
      long from = batch == 0 ? 0 : tuple / tuplesPerBatch;
      from = tuplePlace(o.operator(), x.shape(), from, batch, indices, tuple, length);
      Indices.copy(x, from * rest + i % rest, o.out(), i);
    }
  }

  /// Continues the row-major place `from` along the axes that an index tuple speaks of.
  private static long tuplePlace(
      String operator,
      Shape shape,
      long from,
      int firstAxis,
      Tensor indices,
      long tuple,
      int length) {
    for (int j = 0; j < length; j++) {
      long extent = shape.dim(firstAxis + j);
      from = from * extent + Indices.index(operator, indices.getLong(tuple * length + j), extent);
    }
    return from;
  }

  static void scatterElements(ScatterElements op, Operands o) {
    Tensor y = o.out();
    Tensor indices = o.in(1);
    Tensor updates = o.in(2);
    o.in(0).copyTo(y);
    int axis = Indices.axis(op.axis(), y.shape().rank());
    for (long i = 0; i < indices.shape().size(); i++) {
      long[] at = Indices.of(indices.shape(), i);
      at[axis] = Indices.index(o.operator(), indices.getLong(i), y.shape().dim(axis));
      combine(op.reduction(), y, Indices.flat(y.shape(), at), updates, i);
    }
  }

  static void scatterNd(ScatterNd op, Operands o) {
    Tensor y = o.out();
    Tensor indices = o.in(1);
    Tensor updates = o.in(2);
    o.in(0).copyTo(y);
    int length = indices.shape().intDim(-1);
    long rest = y.shape().size(length, y.shape().rank());
    for (long i = 0; i < updates.shape().size(); i++) {
      long to = tuplePlace(o.operator(), y.shape(), 0, 0, indices, i / rest, length);
      combine(op.reduction(), y, to * rest + i % rest, updates, i);
    }
  }

  private static void combine(
      ScatterElements.Reduction reduction, Tensor y, long to, Tensor updates, long i) {
    boolean floats = y.dtype().isFloat();
    switch (reduction) {
      case NONE -> Indices.copy(updates, i, y, to);
      case ADD -> {
        if (floats) {
          y.setDouble(to, y.getDouble(to) + updates.getDouble(i));
        } else {
          y.setLong(to, y.getLong(to) + updates.getLong(i));
        }
      }
      case MUL -> {
        if (floats) {
          y.setDouble(to, y.getDouble(to) * updates.getDouble(i));
        } else {
          y.setLong(to, y.getLong(to) * updates.getLong(i));
        }
      }
      case MAX -> copyIf(Indices.compare(updates, i, y, to) > 0, updates, i, y, to);
      case MIN -> copyIf(Indices.compare(updates, i, y, to) < 0, updates, i, y, to);
    }
  }

  private static void copyIf(boolean wins, Tensor updates, long i, Tensor y, long to) {
    if (wins) {
      Indices.copy(updates, i, y, to);
    }
  }
}
