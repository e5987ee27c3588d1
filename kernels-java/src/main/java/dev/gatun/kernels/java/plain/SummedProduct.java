package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Einsum;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Einstein's summation of any equation and type: one sum per result, floats in double, integers
/// wrapping. Contractions that are matrix products come as such (`dev.gatun.pass`); here arrive
/// diagonals, and what a disabled pass leaves.
///
/// Axes that the result names are loops outside, over results; the others are loops inside. An
/// operand's stride along a name is the sum of its strides along the axes of that name.
final class SummedProduct extends Partitioned {
  private final LoopNest results;
  private final LoopNest sums;
  private final int operands;
  private final boolean real;

  SummedProduct(Signature s, Einsum op) {
    this(s, op, extents(s, op));
  }

  private SummedProduct(Signature s, Einsum op, Map<Character, Long> extents) {
    this(s, loops(s, op, extents, true), loops(s, op, extents, false));
  }

  private SummedProduct(Signature s, LoopNest results, LoopNest sums) {
    super(
        "plain." + s.op().title(),
        s.outShape(0).size(),
        Math.max(1, sums.count(0)) * s.in().size());
    this.results = results;
    this.sums = sums;
    this.operands = s.in().size();
    this.real = s.outType(0).isFloat();
  }

  /// Extents by name; 1 gives way to any other.
  private static Map<Character, Long> extents(Signature s, Einsum op) {
    Map<Character, Long> extents = new LinkedHashMap<>();
    for (int i = 0; i < op.terms().size(); i++) {
      String term = op.terms().get(i);
      for (int axis = 0; axis < term.length(); axis++) {
        long extent = s.inShape(i).dim(axis);
        if (extent != 1 || !extents.containsKey(term.charAt(axis))) {
          extents.put(term.charAt(axis), extent);
        }
      }
    }
    return extents;
  }

  /// The loops over the names that the result has, in its order, or over those that it has not.
  private static LoopNest loops(
      Signature s, Einsum op, Map<Character, Long> extents, boolean named) {
    StringBuilder names = new StringBuilder(named ? op.result() : "");
    for (char name : extents.keySet()) {
      if (!named && op.result().indexOf(name) < 0) {
        names.append(name);
      }
    }
    long[] dims = names.chars().mapToLong(name -> extents.get((char) name)).toArray();
    long[][] strides = new long[op.terms().size()][dims.length];
    for (int i = 0; i < strides.length; i++) {
      Shape shape = s.inShape(i);
      long[] own = shape.strides();
      for (int axis = 0; axis < own.length; axis++) {
        int loop = names.indexOf(String.valueOf(op.terms().get(i).charAt(axis)));
        if (loop >= 0 && shape.dim(axis) != 1) {
          strides[i][loop] += own[axis];
        }
      }
    }
    return LoopNest.of(dims, strides);
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor y = at(out, 0);
    for (long i = from; i < to; i++) {
      if (real) {
        y.setDouble(i, sum(in, i));
      } else {
        y.setLong(i, integerSum(in, i));
      }
    }
  }

  private double sum(@Nullable Tensor[] in, long result) {
    long rows = sums.count(1);
    long n = sums.extent(0);
    double sum = 0;
    for (long row = 0; row < rows; row++) {
      for (long j = 0; j < n; j++) {
        double product = 1;
        for (int k = 0; k < operands; k++) {
          product *= at(in, k).getDouble(place(k, result, row, j));
        }
        sum += product;
      }
    }
    return sum;
  }

  private long integerSum(@Nullable Tensor[] in, long result) {
    long rows = sums.count(1);
    long n = sums.extent(0);
    long sum = 0;
    for (long row = 0; row < rows; row++) {
      for (long j = 0; j < n; j++) {
        long product = 1;
        for (int k = 0; k < operands; k++) {
          product *= at(in, k).getLong(place(k, result, row, j));
        }
        sum += product;
      }
    }
    return sum;
  }

  private long place(int operand, long result, long row, long j) {
    return results.offset(operand, result, 0)
        + sums.offset(operand, row, 1)
        + j * sums.stride(operand, 0);
  }
}
