package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the elements of a value lie, in whatever order.
///
/// @param block its memory
/// @param offset floats to the element whose indices are all 0
/// @param extents of its axes
/// @param strides floats from one index to the next: 0 where an axis repeats, negative backwards
record Strided(Block block, int offset, int[] extents, int[] strides) {

  /// Row by row.
  static Strided plain(Block block, Shape shape) {
    int[] extents = extents(shape);
    return new Strided(block, 0, extents, rows(extents));
  }

  static Strided of(ChannelsLast place) {
    int[] extents = extents(place.shape());
    int[] strides = new int[extents.length];
    strides[1] = 1;
    int stride = place.stride();
    for (int i = extents.length - 1; i >= 0; i--) {
      if (i != 1) {
        strides[i] = stride;
        stride = Math.multiplyExact(stride, extents[i]);
      }
    }
    return new Strided(place.block(), place.offset(), extents, strides);
  }

  static int[] extents(Shape shape) {
    int[] extents = new int[shape.rank()];
    Arrays.setAll(extents, shape::intDim);
    return extents;
  }

  private static int[] rows(int[] extents) {
    int[] strides = new int[extents.length];
    int stride = 1;
    for (int i = extents.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride = Math.multiplyExact(stride, extents[i]);
    }
    return strides;
  }

  /// Repeats axes of extent 1, and before the first.
  Strided broadcast(Shape to) {
    int[] wide = extents(to);
    int[] steps = new int[wide.length];
    int missing = wide.length - extents.length;
    for (int i = 0; i < extents.length; i++) {
      steps[missing + i] = extents[i] == 1 ? 0 : strides[i];
    }
    return new Strided(block, offset, wide, steps);
  }

  /// Axis i is the old axis `perm[i]`.
  Strided permuted(int[] perm) {
    int[] turned = new int[perm.length];
    int[] steps = new int[perm.length];
    for (int i = 0; i < perm.length; i++) {
      turned[i] = extents[perm[i]];
      steps[i] = strides[perm[i]];
    }
    return new Strided(block, offset, turned, steps);
  }

  /// Every `step`-th index of an axis from `first` on.
  Strided sliced(int axis, int first, int step, int count) {
    int[] cut = extents.clone();
    int[] steps = strides.clone();
    cut[axis] = count;
    steps[axis] *= step;
    return new Strided(block, offset + first * strides[axis], cut, steps);
  }

  /// The same elements, in row-major order of their indices, under other extents; null where these
  /// do not lie in strides.
  @Nullable Strided reshaped(int[] to) {
    int[] steps = new int[to.length];
    int old = extents.length - 1;
    int made = to.length - 1;
    while (made >= 0) {
      while (old >= 0 && extents[old] == 1) {
        old--;
      }
      if (old < 0 || to[made] == 1) {
        made--; // an axis of extent 1
        continue;
      }
      // the axes before this one that follow each other in one stride
      int stride = strides[old];
      int run = extents[old];
      int first = old;
      while (first > 0 && (extents[first - 1] == 1 || strides[first - 1] == (long) stride * run)) {
        run *= extents[--first];
      }
      int taken = 1;
      while (made >= 0 && taken < run) {
        steps[made] = stride * taken;
        taken *= to[made--];
      }
      if (taken != run) {
        return null;
      }
      old = first - 1;
    }
    return new Strided(block, offset, to.clone(), steps);
  }

  /// Whether the block holds these elements, row by row, and nothing else.
  boolean isPlain() {
    long size = 1;
    for (int i = extents.length - 1; i >= 0; i--) {
      if (extents[i] != 1 && strides[i] != size) {
        return false;
      }
      size *= extents[i];
    }
    return offset == 0 && block.bytes() == Float.BYTES * size;
  }

  /// Whether channels follow each other, of a value that has pixels.
  boolean isChannelsFastest() {
    if (extents.length < 3 || extents.length > 5 || extents[1] == 1 || strides[1] != 1) {
      return false;
    }
    for (int i = 2; i < extents.length; i++) {
      if (extents[i] > 1) {
        return true;
      }
    }
    return false;
  }

  /// These elements as a value with its channels last, or null.
  @Nullable ChannelsLast channelsLast(Shape shape) {
    if (!ChannelsLast.fits(shape) || (extents[1] > 1 && strides[1] != 1)) {
      return null;
    }
    long stride = 0; // from pixel to pixel
    long pixels = 1;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      if (axis == 1 || extents[axis] == 1) {
        continue;
      }
      if (strides[axis] <= 0) { // repeated or backwards
        return null;
      }
      if (stride == 0) {
        stride = strides[axis];
      } else if (strides[axis] != stride * pixels) {
        return null;
      }
      pixels *= extents[axis];
    }
    stride = pixels == 1 ? extents[1] : stride;
    return stride < extents[1]
        ? null
        : new ChannelsLast(block, shape, offset, Math.toIntExact(stride));
  }

  /// Whether these are the same elements of the same memory.
  boolean isSamePlace(Strided other) {
    return block.equals(other.block)
        && offset == other.offset
        && Arrays.equals(extents, other.extents)
        && Arrays.equals(strides, other.strides);
  }

  /// Whether another axis than the last is the one whose elements follow each other.
  boolean isFromChannelsLast() {
    int fastest = -1;
    int last = -1;
    for (int i = 0; i < extents.length; i++) {
      if (extents[i] > 1) {
        last = i;
        if (fastest < 0 || Math.abs(strides[i]) <= Math.abs(strides[fastest])) {
          fastest = i;
        }
      }
    }
    return fastest != last;
  }
}
