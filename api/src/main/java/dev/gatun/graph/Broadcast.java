package dev.gatun.graph;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// NumPy broadcasting: shapes are aligned at their last axes, and an axis of extent 1 (or a missing
/// one) stretches.
public final class Broadcast {
  private Broadcast() {}

  /// The shape two operands broadcast to.
  ///
  /// @param a one shape
  /// @param b the other
  /// @return the common shape
  /// @throws InvalidInputException if two extents differ and neither is 1
  public static Shape shape(Shape a, Shape b) {
    long[] dims = new long[Math.max(a.rank(), b.rank())];
    for (int i = 1; i <= dims.length; i++) {
      long p = i > a.rank() ? 1 : a.dim(-i);
      long q = i > b.rank() ? 1 : b.dim(-i);
      if (p != q && p != 1 && q != 1) {
        throw mismatch(a, b);
      }
      dims[dims.length - i] = p == 1 ? q : p;
    }
    return Shape.of(dims);
  }

  /// The extents two operands broadcast to, as far as they are known.
  ///
  /// A known extent other than 1 decides; two extents of which neither is known give [Dim#UNKNOWN],
  /// unless they are the same symbol.
  ///
  /// @param a extents of one operand
  /// @param b extents of the other
  /// @return the common extents
  /// @throws InvalidInputException if two known extents differ and neither is 1
  public static List<Dim> dims(List<Dim> a, List<Dim> b) {
    int rank = Math.max(a.size(), b.size());
    List<Dim> dims = new ArrayList<>(Collections.nCopies(rank, Dim.UNKNOWN));
    for (int i = 1; i <= rank; i++) {
      Dim p = i > a.size() ? Dim.of(1) : a.get(a.size() - i);
      Dim q = i > b.size() ? Dim.of(1) : b.get(b.size() - i);
      dims.set(rank - i, dim(p, q, a, b));
    }
    return dims;
  }

  private static Dim dim(Dim p, Dim q, List<Dim> a, List<Dim> b) {
    if (p instanceof Dim.Known known && known.value() == 1) {
      return q;
    }
    if (q instanceof Dim.Known known && known.value() == 1) {
      return p;
    }
    if (p.isKnown() && q.isKnown() && !p.equals(q)) {
      throw mismatch(a, b);
    }
    if (p.isKnown() || q.isKnown()) {
      return p.isKnown() ? p : q;
    }
    return p.equals(q) ? p : Dim.UNKNOWN;
  }

  /// Row-major strides that read an operand at every place of the shape it is broadcast to: 0 on
  /// stretched axes.
  ///
  /// @param from the operand's shape
  /// @param to the common shape, of the same rank or a higher one
  /// @return one stride per axis of `to`, in elements
  public static long[] strides(Shape from, Shape to) {
    long[] own = from.strides();
    long[] strides = new long[to.rank()];
    int missing = to.rank() - from.rank();
    for (int i = 0; i < own.length; i++) {
      strides[missing + i] = from.dim(i) == 1 ? 0 : own[i];
    }
    return strides;
  }

  private static InvalidInputException mismatch(Object a, Object b) {
    return new InvalidInputException(
        "got shapes "
            + String.valueOf(a).replace(" ", "")
            + " and "
            + String.valueOf(b).replace(" ", "")
            + ", required extents that are equal or 1, aligned at the last axis");
  }
}
