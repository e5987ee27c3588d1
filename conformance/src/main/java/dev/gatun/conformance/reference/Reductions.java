package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Cumulate;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import dev.gatun.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What looks at a whole set of elements: reductions, running sums, distributions.
final class Reductions {
  private Reductions() {}

  static void reduce(Reduce op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    boolean[] reduced = reducedAxes(op, x.shape().rank());
    Shape kept = keepAxes(x.shape(), reduced);
    List<List<Long>> sets = new ArrayList<>();
    for (long i = 0; i < kept.size(); i++) {
      sets.add(new ArrayList<>());
    }
    for (long i = 0; i < x.shape().size(); i++) {
      sets.get((int) Indices.broadcast(kept, Indices.of(x.shape(), i))).add(i);
    }
    for (int i = 0; i < sets.size(); i++) {
      Reducer.store(op.kind(), x, sets.get(i), y, i);
    }
  }

  private static boolean[] reducedAxes(Reduce op, int rank) {
    Ints axes = Objects.requireNonNull(op.axes(), "axes are bound");
    boolean[] reduced = new boolean[rank];
    for (int axis = 0; axis < rank; axis++) {
      reduced[axis] =
          axes.isEmpty()
              ? !op.noopWithEmptyAxes()
              : axes.contains(axis) || axes.contains(axis - rank);
    }
    return reduced;
  }

  private static Shape keepAxes(Shape shape, boolean[] reduced) {
    long[] dims = shape.toArray();
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = reduced[axis] ? 1 : dims[axis];
    }
    return Shape.of(dims);
  }

  static void argReduce(ArgReduce op, Operands o) {
    Tensor x = o.in(0);
    Shape shape = x.shape();
    int axis = Indices.axis(op.axis(), shape.rank());
    long[] dims = shape.toArray();
    dims[axis] = 1;
    Shape kept = Shape.of(dims);
    for (long i = 0; i < kept.size(); i++) {
      long[] at = Indices.of(kept, i);
      long best = Indices.flat(shape, at);
      long winner = 0;
      for (long j = 1; j < shape.dim(axis); j++) {
        at[axis] = j;
        long candidate = Indices.flat(shape, at);
        int order =
            op.max()
                ? Indices.compare(x, candidate, x, best)
                : Indices.compare(x, best, x, candidate);
        if (order > 0 || (order == 0 && op.selectLast())) {
          best = candidate;
          winner = j;
        }
      }
      o.out().setLong(i, winner);
    }
  }

  static void cumulate(Cumulate op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Shape shape = x.shape();
    int axis = Indices.axis(Objects.requireNonNull(op.axis(), "axis is bound"), shape.rank());
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      long here = at[axis];
      boolean product = op.kind() == Cumulate.Kind.PRODUCT;
      double total = product ? 1 : 0;
      long exact = product ? 1 : 0;
      for (long j = 0; j < shape.dim(axis); j++) {
        long moment = op.reverse() ? shape.dim(axis) - 1 - j : j;
        boolean before = op.reverse() ? moment > here : moment < here;
        if (before || (moment == here && !op.exclusive())) {
          at[axis] = moment;
          double real = x.dtype().isFloat() ? x.getDouble(Indices.flat(shape, at)) : 0;
          long whole = x.dtype().isFloat() ? 0 : x.getLong(Indices.flat(shape, at));
          total = product ? total * real : total + real;
          exact = product ? exact * whole : exact + whole;
        }
      }
      if (x.dtype().isFloat()) {
        y.setDouble(i, total);
      } else {
        y.setLong(i, exact);
      }
    }
  }

  static void softmax(Softmax op, Operands o) {
    Tensor x = o.in(0);
    Shape shape = x.shape();
    int rank = shape.rank();
    boolean scalar = rank == 0; // one set of one element
    int first = scalar ? 0 : Indices.axis(op.firstAxis(), rank);
    int last = scalar ? -1 : Indices.axis(op.lastAxis(), rank);
    long inner = shape.size(last + 1, rank);
    long set = shape.size(first, last + 1);
    for (long i = 0; i < (set == 0 ? 0 : shape.size() / set); i++) {
      long start = i / inner * set * inner + i % inner;
      distribute(op.kind(), x, o.out(), start, inner, set);
    }
  }

  private static void distribute(
      Softmax.Kind kind, Tensor x, Tensor y, long start, long step, long count) {
    double max = Double.NEGATIVE_INFINITY;
    long winner = 0;
    for (long j = 0; j < count; j++) {
      double v = x.getDouble(start + j * step);
      if (v > max) {
        winner = j;
      }
      max = Math.max(max, v);
    }
    double sum = 0;
    for (long j = 0; j < count; j++) {
      sum += Math.exp(x.getDouble(start + j * step) - max);
    }
    for (long j = 0; j < count; j++) {
      long at = start + j * step;
      double shifted = x.getDouble(at) - max;
      switch (kind) {
        case SOFTMAX -> y.setDouble(at, Math.exp(shifted) / sum);
        case LOG_SOFTMAX -> y.setDouble(at, shifted - Math.log(sum));
        case HARDMAX -> y.setDouble(at, j == winner ? 1 : 0);
      }
    }
  }
}
