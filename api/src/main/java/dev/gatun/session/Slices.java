package dev.gatun.session;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Slices of tensors across one axis: taken out, and put together.
final class Slices {
  private Slices() {}

  /// The slice of a tensor at a place of an axis, without that axis.
  static Tensor take(Tensor tensor, int axis, long place) {
    long[] dims = tensor.shape().toArray();
    long[] rest = new long[dims.length - 1];
    System.arraycopy(dims, 0, rest, 0, axis);
    System.arraycopy(dims, axis + 1, rest, axis, rest.length - axis);
    Tensor slice = Tensor.allocate(tensor.dtype(), Shape.of(rest));
    copy(tensor, axis, place, slice, true);
    return slice;
  }

  /// A tensor of slices along a new axis.
  static Tensor stack(List<Tensor> slices, int axis, boolean reversed) {
    Tensor first = slices.getFirst();
    long[] dims = first.shape().toArray();
    long[] all = new long[dims.length + 1];
    System.arraycopy(dims, 0, all, 0, axis);
    all[axis] = slices.size();
    System.arraycopy(dims, axis, all, axis + 1, dims.length - axis);
    Tensor stack = Tensor.allocate(first.dtype(), Shape.of(all));
    for (int i = 0; i < slices.size(); i++) {
      copy(stack, axis, reversed ? slices.size() - 1 - i : i, slices.get(i), false);
    }
    return stack;
  }

  private static void copy(Tensor whole, int axis, long place, Tensor slice, boolean out) {
    Shape shape = whole.shape();
    long outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= shape.dim(i);
    }
    long rowBytes = outer == 0 ? 0 : Tensor.byteSize(slice.dtype(), slice.shape()) / outer;
    for (long i = 0; i < outer; i++) {
      long wholeAt = (i * shape.dim(axis) + place) * rowBytes;
      long sliceAt = i * rowBytes;
      if (out) {
        MemorySegment.copy(whole.data(), wholeAt, slice.data(), sliceAt, rowBytes);
      } else {
        MemorySegment.copy(slice.data(), sliceAt, whole.data(), wholeAt, rowBytes);
      }
    }
  }
}
