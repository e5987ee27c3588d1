package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic on extents that may not be known, and the checks of axes against ranks.
final class Dims {
  private Dims() {}

  static List<Dim> unknown(int rank) {
    return Collections.nCopies(rank, Dim.UNKNOWN);
  }

  /// One extent known twice: the better known of the two.
  static Dim unify(Dim a, Dim b, String what) {
    if (a instanceof Dim.Known p && b instanceof Dim.Known q && p.value() != q.value()) {
      throw new InvalidInputException("got " + what + " " + p + ", required " + q);
    }
    if (a.isKnown() || b instanceof Dim.Unknown) {
      return a;
    }
    return b.isKnown() || a instanceof Dim.Unknown ? b : a;
  }

  /// Requires a known extent to have one value.
  static void require(Dim dim, long value, String what) {
    unify(dim, Dim.of(value), what);
  }

  static boolean isOne(Dim dim) {
    return dim instanceof Dim.Known known && known.value() == 1;
  }

  /// The product of extents; a symbol survives a product with ones.
  static Dim product(List<Dim> dims) {
    long known = 1;
    Dim other = null;
    boolean several = false;
    for (Dim dim : dims) {
      if (dim instanceof Dim.Known k) {
        if (k.value() == 0) {
          return k;
        }
        known = Math.multiplyExact(known, k.value());
      } else {
        several |= other != null;
        other = dim;
      }
    }
    if (other == null) {
      return Dim.of(known);
    }
    return several || known != 1 ? Dim.UNKNOWN : other;
  }

  /// The sum of extents; a symbol survives a sum with zeros.
  static Dim sum(List<Dim> dims) {
    long known = 0;
    Dim other = null;
    boolean several = false;
    for (Dim dim : dims) {
      if (dim instanceof Dim.Known k) {
        known = Math.addExact(known, k.value());
      } else {
        several |= other != null;
        other = dim;
      }
    }
    if (other == null) {
      return Dim.of(known);
    }
    return several || known != 0 ? Dim.UNKNOWN : other;
  }

  /// The extents as numbers, or null where one is not known.
  static long @Nullable [] known(List<Dim> dims) {
    long[] values = new long[dims.size()];
    for (int i = 0; i < values.length; i++) {
      if (!(dims.get(i) instanceof Dim.Known known)) {
        return null;
      }
      values[i] = known.value();
    }
    return values;
  }

  static List<Dim> of(long... values) {
    List<Dim> dims = new ArrayList<>(values.length);
    for (long value : values) {
      dims.add(Dim.of(value));
    }
    return dims;
  }

  /// An axis counted from the front.
  static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new InvalidInputException(
          "got axis " + axis + " for rank " + rank + ", required " + -rank + " to " + (rank - 1));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /// Axes counted from the front, ascending, each once.
  static Ints axes(Ints axes, int rank) {
    long[] sorted = axes.toArray();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = axis(sorted[i], rank);
    }
    Arrays.sort(sorted);
    requireDistinct(Ints.of(sorted), axes);
    return Ints.of(sorted);
  }

  private static void requireDistinct(Ints sorted, Ints axes) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i) == sorted.get(i - 1)) {
        throw new InvalidInputException("got axes " + axes + ", required every axis at most once");
      }
    }
  }

  /// Axes counted from the front in the order given, each once.
  static Ints axesInOrder(Ints axes, int rank) {
    axes(axes, rank);
    long[] values = axes.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = axis(values[i], rank);
    }
    return Ints.of(values);
  }

  static void requireRank(List<Dim> dims, int rank, String what) {
    if (dims.size() != rank) {
      throw new InvalidInputException(
          "got " + what + " of rank " + dims.size() + " " + text(dims) + ", required rank " + rank);
    }
  }

  static void requireRankAtLeast(List<Dim> dims, int rank, String what) {
    if (dims.size() < rank) {
      throw new InvalidInputException(
          "got "
              + what
              + " of rank "
              + dims.size()
              + " "
              + text(dims)
              + ", required rank "
              + rank
              + " or more");
    }
  }

  /// Text such as `[N,3,?]`.
  static String text(List<Dim> dims) {
    return dims.toString().replace(" ", "");
  }
}
