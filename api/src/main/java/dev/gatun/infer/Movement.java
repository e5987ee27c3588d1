package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.graph.Broadcast;
import dev.gatun.op.Ints;
import dev.gatun.op.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves the elements of small tensors: strided views, gathers and joins.
final class Movement {
  private Movement() {}

  /// The elements that a strided view of `x` shows.
  static Contents strided(Contents x, Shape out, long[] strides, long offset) {
    List<Item> items = new ArrayList<>();
    for (long i = 0; i < out.size(); i++) {
      long rest = i;
      long place = offset;
      for (int axis = out.rank() - 1; axis >= 0; axis--) {
        place += rest % out.dim(axis) * strides[axis];
        rest /= out.dim(axis);
      }
      items.add(x.get((int) place));
    }
    return new Contents(x.dtype(), out, items);
  }

  static Contents broadcast(Contents x, Shape out) {
    return x.shape().equals(out) ? x : strided(x, out, Broadcast.strides(x.shape(), out), 0);
  }

  static Contents transposed(Contents x, Shape out, Ints perm) {
    long[] own = x.shape().strides();
    long[] strides = new long[own.length];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = own[perm.isEmpty() ? own.length - 1 - i : perm.at(i)];
    }
    return strided(x, out, strides, 0);
  }

  /// A slice with every component bound.
  static @Nullable Contents sliced(Contents x, Shape out, Slice op) {
    if (op.starts() == null || op.axes() == null || op.steps() == null) {
      return null;
    }
    long[] strides = x.shape().strides();
    long offset = 0;
    for (int i = 0; i < op.axes().size(); i++) {
      int axis = op.axes().at(i);
      long n = x.shape().dim(axis);
      long start = op.starts().get(i) < 0 ? op.starts().get(i) + n : op.starts().get(i);
      long step = op.steps().get(i);
      offset += Math.clamp(start, 0, Math.max(0, step < 0 ? n - 1 : n)) * strides[axis];
      strides[axis] *= step;
    }
    return strided(x, out, strides, offset);
  }

  /// A part of `x` along an axis, from `begin`.
  static Contents part(Contents x, Shape out, int axis, long begin) {
    long[] strides = x.shape().strides();
    return strided(x, out, strides, begin * strides[axis]);
  }

  static @Nullable Contents gathered(Contents x, Contents indices, Shape out, int axis) {
    Ints picks = indices.ints();
    if (picks == null) {
      return null;
    }
    int n = x.shape().intDim(axis);
    int inner = Math.toIntExact(x.shape().size(axis + 1, x.shape().rank()));
    int outer = Math.toIntExact(x.shape().size(0, axis));
    List<Item> items = new ArrayList<>();
    for (int o = 0; o < outer; o++) {
      for (long pick : picks.toArray()) {
        if (pick < -n || pick >= n) {
          throw new InvalidInputException(
              "got index "
                  + pick
                  + ", required "
                  + -n
                  + " to "
                  + (n - 1)
                  + " for an axis of extent "
                  + n);
        }
        int row = (int) (pick < 0 ? pick + n : pick);
        for (int i = 0; i < inner; i++) {
          items.add(x.get((o * n + row) * inner + i));
        }
      }
    }
    return new Contents(x.dtype(), out, items);
  }

  static Contents joined(List<Contents> parts, Shape out, int axis) {
    int outer = Math.toIntExact(out.size(0, axis));
    List<Item> items = new ArrayList<>();
    for (int o = 0; o < outer; o++) {
      for (Contents part : parts) {
        int row = part.size() / outer;
        items.addAll(part.items().subList(o * row, (o + 1) * row));
      }
    }
    return new Contents(parts.getFirst().dtype(), out, items);
  }
}
