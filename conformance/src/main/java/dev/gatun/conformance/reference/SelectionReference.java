package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Compress;
import dev.gatun.op.NonMaxSuppression;
import dev.gatun.op.NonZero;
import dev.gatun.op.Selection;
import dev.gatun.op.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The [Selection] operators by their definitions, with results as [dev.gatun.op.Bounded] asks for.
final class SelectionReference {
  private SelectionReference() {}

  static void run(Selection op, Operands o) {
    long count =
        switch (op) {
          case Compress c -> compress(c, o);
          case NonMaxSuppression n -> Suppression.run(n, o);
          case NonZero _ -> nonZero(o);
          case Unique u -> unique(u, o);
        };
    Objects.requireNonNull(o.optionalOut(o.outputs().size() - 1)).setLong(0, count);
  }

  private static long nonZero(Operands o) {
    Tensor x = o.in(0);
    List<long[]> places = new ArrayList<>();
    for (long i = 0; i < x.shape().size(); i++) {
      boolean zero = x.dtype().isFloat() ? x.getDouble(i) == 0 : x.getLong(i) == 0;
      if (!zero) {
        places.add(x.shape().rank() == 0 ? new long[1] : Indices.of(x.shape(), i));
      }
    }
    long rows = o.out().shape().dim(0);
    for (int axis = 0; axis < rows; axis++) {
      for (int i = 0; i < places.size(); i++) {
        o.out().setLong((long) axis * places.size() + i, places.get(i)[axis]);
      }
    }
    return places.size();
  }

  private static long compress(Compress op, Operands o) {
    Tensor condition = o.in(1);
    List<Long> kept = new ArrayList<>();
    for (long i = 0; i < Math.min(condition.shape().size(), extent(o, op.axis())); i++) {
      if (condition.getLong(i) != 0) {
        kept.add(i);
      }
    }
    keep(op.axis(), kept, o);
    return kept.size();
  }

  private static long extent(Operands o, int axis) {
    return o.in(0).shape().dim(axis);
  }

  /// Writes the slices of input 0 at the given indices of an axis, in the given order.
  private static void keep(int axis, List<Long> slices, Operands o) {
    Shape x = o.in(0).shape();
    long[] dims = x.toArray();
    int place = Indices.axis(axis, x.rank());
    dims[place] = slices.size();
    Shape result = Shape.of(dims);
    for (long i = 0; i < result.size(); i++) {
      long[] at = Indices.of(result, i);
      at[place] = slices.get((int) at[place]);
      Indices.copy(o.in(0), Indices.flat(x, at), o.out(), i);
    }
  }

  private static long unique(Unique op, Operands o) {
    long extent = extent(o, op.axis());
    List<Long> firsts = new ArrayList<>();
    for (long i = 0; i < extent; i++) {
      if (equal(firsts, i, op.axis(), o) < 0) {
        firsts.add(i);
      }
    }
    if (op.sorted()) {
      firsts.sort((a, b) -> compare(op.axis(), a, b, o.in(0)));
    }
    keep(op.axis(), firsts, o);
    long[] counts = new long[firsts.size()];
    for (long i = 0; i < extent; i++) {
      int which = equal(firsts, i, op.axis(), o);
      counts[which]++;
      set(o.optionalOut(2), i, which, 2, o);
    }
    for (int i = 0; i < counts.length; i++) {
      set(o.optionalOut(1), i, firsts.get(i), 1, o);
      set(o.optionalOut(3), i, counts[i], 3, o);
    }
    return counts.length;
  }

  /// Stores into an output that may not be wanted; behind the wanted ones stands the count.
  private static void set(@Nullable Tensor y, long i, long value, int output, Operands o) {
    if (y != null && output < o.outputs().size() - 1) {
      y.setLong(i, value);
    }
  }

  private static int equal(List<Long> slices, long slice, int axis, Operands o) {
    for (int i = 0; i < slices.size(); i++) {
      if (compare(axis, slices.get(i), slice, o.in(0)) == 0) {
        return i;
      }
    }
    return -1;
  }

  /// Orders two slices by their first elements that differ.
  private static int compare(int axis, long a, long b, Tensor x) {
    int place = Indices.axis(axis, x.shape().rank());
    for (long i = 0; i < x.shape().size(); i++) {
      long[] at = Indices.of(x.shape(), i);
      if (at[place] == a) {
        at[place] = b;
        int order = Indices.compare(x, i, x, Indices.flat(x.shape(), at));
        if (order != 0) {
          return order;
        }
      }
    }
    return 0;
  }
}
