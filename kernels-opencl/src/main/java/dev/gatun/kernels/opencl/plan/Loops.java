package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.cl.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Loops over the elements of operands that lie apart, as few as their strides allow, innermost
/// first: the smallest stride of the last operand, which is the result.
final class Loops {
  /// Axes that kernels can go along.
  static final int MAX_AXES = 8;

  /// The axis of a loop that goes along none.
  static final int NO_SOURCE = -1;

  private static final int GROUP = 64;

  private record Axis(int extent, int[] strides, boolean apart) {
    boolean continues(Axis inner) {
      if (apart || inner.apart) {
        return false;
      }
      for (int i = 0; i < strides.length; i++) {
        if (strides[i] != (long) inner.strides[i] * inner.extent) {
          return false;
        }
      }
      return true;
    }
  }

  private final List<Axis> axes = new ArrayList<>();
  private final List<Integer> sources = new ArrayList<>();
  private final Strided[] operands;

  /// @param operands of the same extents, the result last
  Loops(Strided... operands) {
    this(new boolean[operands[0].extents().length], operands);
  }

  /// @param apart axes that are not joined with others, because a kernel looks at their indices
  /// @param operands whose strides count, the result last; its extents are gone over
  Loops(boolean[] apart, Strided... operands) {
    this.operands = operands;
    Strided result = operands[operands.length - 1];
    List<Integer> order = new ArrayList<>();
    for (int i = result.extents().length - 1; i >= 0; i--) {
      if (result.extents()[i] != 1 || apart[i]) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparingInt(i -> Math.abs(result.strides()[i])));
    for (int i : order) {
      int[] strides = new int[operands.length];
      for (int k = 0; k < operands.length; k++) {
        strides[k] = operands[k].strides()[i];
      }
      add(i, new Axis(result.extents()[i], strides, apart[i]));
    }
    if (axes.isEmpty()) {
      add(NO_SOURCE, new Axis(1, new int[operands.length], false));
    }
    if (axes.size() > MAX_AXES) {
      throw new IllegalStateException("a loop nest of " + axes.size());
    }
  }

  private void add(int source, Axis axis) {
    if (!axes.isEmpty() && axis.continues(axes.getLast())) {
      Axis inner = axes.removeLast();
      axes.add(new Axis(Math.multiplyExact(inner.extent, axis.extent), inner.strides, false));
    } else {
      axes.add(axis);
      sources.add(source);
    }
  }

  /// The innermost of the axes, as operands number them, that a loop goes along.
  ///
  /// @param loop innermost first
  int source(int loop) {
    return sources.get(loop);
  }

  int rank() {
    return axes.size();
  }

  /// Vectors of all rows.
  private int items(int vector) {
    long items = Math.ceilDiv(axes.getFirst().extent, vector);
    for (Axis axis : axes.subList(1, axes.size())) {
      items *= axis.extent;
    }
    return Math.toIntExact(items);
  }

  /// Items, rank, extents, and the strides of each operand, as `strided.cl` has them.
  Struct struct(int vector) {
    Struct struct = new Struct().add(items(vector), axes.size());
    for (int i = 0; i < MAX_AXES; i++) {
      struct.add(i < axes.size() ? axes.get(i).extent : 1);
    }
    for (int k = 0; k < operands.length; k++) {
      struct.add(operands[k].offset());
      for (int i = 0; i < MAX_AXES; i++) {
        struct.add(i < axes.size() ? axes.get(i).strides[k] : 0);
      }
    }
    return struct;
  }

  /// One work item per vector.
  Range range(int vector) {
    return Range.groups(GROUP, items(vector));
  }
}
