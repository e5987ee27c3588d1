package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Concat;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Ints;
import dev.gatun.op.Pad;
import dev.gatun.op.Slice;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Transpose;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Data movement: every result element is a copy, bit by bit, of one input element. Each operator
/// is the map from a result's index to the input's.
final class Movements {
  private Movements() {}

  /// From the index tuple of a result element to the place of the input element that it copies.
  private interface Source {
    long place(long[] at);
  }

  private static void copyAll(Tensor x, Tensor y, Source source) {
    for (long i = 0; i < y.shape().size(); i++) {
      Indices.copy(x, source.place(Indices.of(y.shape(), i)), y, i);
    }
  }

  static void concat(Concat op, Operands o) {
    Tensor y = o.out();
    int axis = Indices.axis(op.axis(), y.shape().rank());
    long first = 0;
    for (int place = 0; place < o.inputs().size(); place++) {
      Tensor part = o.in(place);
      for (long i = 0; i < part.shape().size(); i++) {
        long[] at = Indices.of(part.shape(), i);
        at[axis] += first;
        Indices.copy(part, i, y, Indices.flat(y.shape(), at));
      }
      first += part.shape().dim(axis);
    }
  }

  /// The extents of the parts are in the results' types.
  static void split(Split op, Operands o) {
    Tensor x = o.in(0);
    int axis = Indices.axis(op.axis(), x.shape().rank());
    long first = 0;
    for (int place = 0; place < o.outputs().size(); place++) {
      Tensor part = o.optionalOut(place);
      if (part == null) {
        first += skipped(op, x.shape().dim(axis), place, o.outputs().size());
        continue;
      }
      long from = first;
      copyAll(
          x,
          part,
          at -> {
            at[axis] += from;
            return Indices.flat(x.shape(), at);
          });
      first += part.shape().dim(axis);
    }
  }

  private static long skipped(Split op, long extent, int place, int parts) {
    Ints sizes = Objects.requireNonNull(op.sizes(), "sizes are bound");
    long equal = Math.ceilDiv(extent, parts);
    return sizes.isEmpty() ? Math.min(equal, extent - place * equal) : sizes.get(place);
  }

  static void expand(Operands o) {
    Tensor x = o.in(0);
    copyAll(x, o.out(), at -> Indices.broadcast(x.shape(), at));
  }

  static void tile(Operands o) {
    Tensor x = o.in(0);
    copyAll(
        x,
        o.out(),
        at -> {
          for (int axis = 0; axis < at.length; axis++) {
            at[axis] %= x.shape().dim(axis);
          }
          return Indices.flat(x.shape(), at);
        });
  }

  static void transpose(Transpose op, Operands o) {
    Tensor x = o.in(0);
    int rank = x.shape().rank();
    copyAll(
        x,
        o.out(),
        at -> {
          long[] from = new long[rank];
          for (int axis = 0; axis < rank; axis++) {
            from[op.perm().isEmpty() ? rank - 1 - axis : op.perm().at(axis)] = at[axis];
          }
          return Indices.flat(x.shape(), from);
        });
  }

  static void slice(Slice op, Operands o) {
    Tensor x = o.in(0);
    int rank = x.shape().rank();
    Ints starts = Objects.requireNonNull(op.starts(), "starts are bound");
    long[] first = new long[rank];
    long[] step = Ints.repeat(rank, 1).toArray();
    for (int i = 0; i < starts.size(); i++) {
      int axis = op.axes() == null ? i : Indices.axis(op.axes().at(i), rank);
      step[axis] = op.steps() == null ? 1 : op.steps().get(i);
      long extent = x.shape().dim(axis);
      long start = starts.get(i) < 0 ? starts.get(i) + extent : starts.get(i);
      first[axis] = Math.clamp(start, 0, step[axis] > 0 ? extent : Math.max(extent - 1, 0));
    }
    copyAll(
        x,
        o.out(),
        at -> {
          for (int axis = 0; axis < rank; axis++) {
            at[axis] = first[axis] + at[axis] * step[axis];
          }
          return Indices.flat(x.shape(), at);
        });
  }

  /// Negative counts crop first; what is added is then taken from what is left.
  static void pad(Pad op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Shape shape = x.shape();
    Ints begin = Objects.requireNonNull(op.begin(), "pads are bound");
    Ints end = Objects.requireNonNull(op.end(), "pads are bound");
    @Nullable Tensor constant = o.optional(2);
    for (long i = 0; i < y.shape().size(); i++) {
      long[] at = Indices.of(y.shape(), i);
      boolean outside = false;
      for (int axis = 0; axis < at.length; axis++) {
        long low = Math.max(0, -begin.get(axis));
        long high = shape.dim(axis) - Math.max(0, -end.get(axis));
        long inside = inside(op.mode(), at[axis] - begin.get(axis) - low, high - low);
        outside |= inside < 0;
        at[axis] = low + inside;
      }
      if (!outside) {
        Indices.copy(x, Indices.flat(shape, at), y, i);
      } else if (constant != null) {
        Indices.copy(constant, 0, y, i);
      } else {
        y.setLong(i, 0);
      }
    }
  }

  /// The element of 0 to extent − 1 that position `at` repeats, or −1 for a constant.
  private static long inside(Pad.Mode mode, long at, long extent) {
    if (at >= 0 && at < extent) {
      return at;
    }
    return switch (mode) {
      case CONSTANT -> -1;
      case EDGE -> at < 0 ? 0 : extent - 1;
      case WRAP -> Math.floorMod(at, extent);
      case REFLECT -> {
        long period = Math.max(1, 2 * (extent - 1));
        long folded = Math.floorMod(at, period);
        yield folded < extent ? folded : period - folded;
      }
    };
  }

  static void depthToSpace(DepthToSpace op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    long b = op.block();
    long channels = y.shape().dim(1);
    copyAll(
        x,
        y,
        at -> {
          long cell = at[2] % b * b + at[3] % b;
          long c = op.columnRowDepth() ? at[1] * b * b + cell : cell * channels + at[1];
          return Indices.flat(x.shape(), new long[] {at[0], c, at[2] / b, at[3] / b});
        });
  }

  static void spaceToDepth(SpaceToDepth op, Operands o) {
    Tensor x = o.in(0);
    long b = op.block();
    long channels = x.shape().dim(1);
    copyAll(
        x,
        o.out(),
        at -> {
          long cell = at[1] / channels;
          return Indices.flat(
              x.shape(),
              new long[] {at[0], at[1] % channels, at[2] * b + cell / b, at[3] * b + cell % b});
        });
  }
}
