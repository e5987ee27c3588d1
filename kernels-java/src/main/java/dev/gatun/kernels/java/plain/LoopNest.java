package dev.gatun.kernels.java.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Nested loops over the axes of several operands, each walking its memory with its own strides (in
/// elements). Axes of extent 1 are dropped and neighbours merged where every operand walks through
/// both in one stride; the fewer and longer loops that remain visit the same elements.
///
/// The innermost `keep` axes belong to the kernel; [#offset] finds where an operand stands for an
/// iteration of the others.
final class LoopNest {
  private final long[] dims;
  private final long[][] strides;

  private LoopNest(long[] dims, long[][] strides) {
    this.dims = dims;
    this.strides = strides;
  }

  /// @param dims extents, outermost first
  /// @param strides one array per operand, one stride per axis
  /// @return the merged loops, at least one
  static LoopNest of(long[] dims, long[]... strides) {
    List<long[]> axes = new ArrayList<>(); // {extent, stride of operand 0, stride of operand 1, …}
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 1) {
        continue;
      }
      long[] axis = new long[1 + strides.length];
      axis[0] = dims[i];
      for (int k = 0; k < strides.length; k++) {
        axis[1 + k] = strides[k][i];
      }
      if (!axes.isEmpty() && merges(axes.getLast(), axis)) {
        axis[0] *= axes.removeLast()[0];
      }
      axes.add(axis);
    }
    return from(axes, strides.length);
  }

  private static boolean merges(long[] outer, long[] inner) {
    for (int k = 1; k < outer.length; k++) {
      if (outer[k] != inner[k] * inner[0]) {
        return false;
      }
    }
    return true;
  }

  private static LoopNest from(List<long[]> axes, int operands) {
    if (axes.isEmpty()) {
      long[] one = new long[1 + operands];
      java.util.Arrays.fill(one, 1);
      axes = List.of(one);
    }
    long[] extents = new long[axes.size()];
    long[][] steps = new long[operands][axes.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = axes.get(i)[0];
      for (int k = 0; k < operands; k++) {
        steps[k][i] = axes.get(i)[1 + k];
      }
    }
    return new LoopNest(extents, steps);
  }

  /// The same loops in another order, for operands whose elements do not depend on it: where
  /// operand 0 does not walk contiguously, or operand 1 does not along the same axis, the axis
  /// along which operand 1 does becomes the second innermost one, so that a tile of the two touches
  /// each line of memory once.
  LoopNest withTileInside() {
    List<long[]> axes = new ArrayList<>();
    for (int i = 0; i < dims.length; i++) {
      axes.add(new long[] {dims[i], strides[0][i], strides[1][i]});
    }
    long[] inner = axes.stream().min(Comparator.comparingLong(a -> rank(a[1]))).orElseThrow();
    axes.remove(inner);
    if (!axes.isEmpty() && inner[2] != 1) {
      long[] second = axes.stream().min(Comparator.comparingLong(a -> rank(a[2]))).orElseThrow();
      axes.remove(second);
      axes.add(second);
    }
    axes.add(inner);
    return from(axes, 2);
  }

  private static long rank(long stride) {
    return stride == 0 ? Long.MAX_VALUE : Math.abs(stride);
  }

  int rank() {
    return dims.length;
  }

  /// @param fromEnd 0 for the innermost axis, 1 for the one around it, …
  /// @return its extent, 1 where there is no such axis
  long extent(int fromEnd) {
    int i = dims.length - 1 - fromEnd;
    return i < 0 ? 1 : dims[i];
  }

  /// @return an operand's stride along an axis counted from the end, 0 where there is no such axis
  long stride(int operand, int fromEnd) {
    int i = dims.length - 1 - fromEnd;
    return i < 0 ? 0 : strides[operand][i];
  }

  /// @return iterations of all axes but the innermost `keep`
  long count(int keep) {
    long product = 1;
    for (int i = 0; i < dims.length - keep; i++) {
      product *= dims[i];
    }
    return product;
  }

  /// Where an operand stands at an iteration of all axes but the innermost `keep`.
  ///
  /// @return offset in elements
  long offset(int operand, long iteration, int keep) {
    long offset = 0;
    long rest = iteration;
    long[] steps = strides[operand];
    for (int i = dims.length - 1 - keep; i > 0; i--) {
      long d = dims[i];
      long q = rest / d;
      offset += (rest - q * d) * steps[i];
      rest = q;
    }
    return dims.length > keep ? offset + rest * steps[0] : 0;
  }

  /// Row-major strides of `shape` seen as `target`, whose axes align at the end: 0 along broadcast
  /// axes.
  static long[] broadcast(dev.gatun.Shape shape, dev.gatun.Shape target) {
    long[] own = shape.strides();
    long[] result = new long[target.rank()];
    int shift = target.rank() - shape.rank();
    for (int i = 0; i < shape.rank(); i++) {
      result[shift + i] = shape.dim(i) == 1 ? 0 : own[i];
    }
    return result;
  }
}
