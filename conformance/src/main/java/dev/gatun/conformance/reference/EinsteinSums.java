package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Einsum;
import java.util.LinkedHashMap;
import java.util.Map;

/// [Einsum] by its definition: one loop over every assignment of indices to names.
final class EinsteinSums {
  private EinsteinSums() {}

  static void run(Einsum op, Operands o) {
    Map<Character, Long> extents = new LinkedHashMap<>();
    op.result().chars().forEach(name -> extents.put((char) name, 1L));
    for (int i = 0; i < op.terms().size(); i++) {
      for (int axis = 0; axis < op.terms().get(i).length(); axis++) {
        long extent = o.in(i).shape().dim(axis);
        extents.merge(op.terms().get(i).charAt(axis), extent, (a, b) -> a == 1 ? b : a);
      }
    }
    StringBuilder names = new StringBuilder();
    extents.keySet().forEach(names::append);
    Shape all = Shape.of(extents.values().stream().mapToLong(Long::longValue).toArray());
    double[] sums = new double[Math.toIntExact(o.out().shape().size())];
    long[] integers = new long[sums.length];
    for (long flat = 0; flat < all.size(); flat++) {
      long[] at = Indices.of(all, flat);
      double product = 1;
      long integer = 1;
      for (int i = 0; i < op.terms().size(); i++) {
        long place = place(op.terms().get(i), o.in(i).shape(), names.toString(), at);
        if (o.out().dtype().isFloat()) {
          product *= o.in(i).getDouble(place);
        } else {
          integer *= o.in(i).getLong(place);
        }
      }
      int target = Math.toIntExact(place(op.result(), o.out().shape(), names.toString(), at));
      sums[target] += product;
      integers[target] += integer;
    }
    store(sums, integers, o.out());
  }

  private static void store(double[] sums, long[] integers, Tensor y) {
    for (int i = 0; i < sums.length; i++) {
      if (y.dtype().isFloat()) {
        y.setDouble(i, sums[i]);
      } else {
        y.setLong(i, integers[i]);
      }
    }
  }

  /// The row-major place of a tensor whose axes have these names.
  private static long place(String term, Shape shape, String names, long[] at) {
    long place = 0;
    for (int axis = 0; axis < term.length(); axis++) {
      long index = shape.dim(axis) == 1 ? 0 : at[names.indexOf(term.charAt(axis))];
      place = place * shape.dim(axis) + index;
    }
    return place;
  }
}
