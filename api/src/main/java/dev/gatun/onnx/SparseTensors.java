package dev.gatun.onnx;

import dev.gatun.DType;
import dev.gatun.ModelFormatException;
import dev.gatun.Shape;
import dev.gatun.Tensor;

/// Makes sparse tensors dense.
final class SparseTensors {
  private SparseTensors() {}

  /// A tensor of zeros with some values set.
  ///
  /// @param values `[NNZ]`
  /// @param indices INT64, `[NNZ]` into the flattened tensor or `[NNZ, rank]`, rising
  /// @param shape the dense shape
  /// @param place what it belongs to, for messages
  static Tensor densify(Tensor values, Tensor indices, Shape shape, String place) {
    int rank = shape.rank();
    boolean flat = indices.shape().rank() == 1;
    boolean tuples = indices.shape().rank() == 2 && indices.shape().dim(1) == rank;
    if (values.shape().rank() != 1
        || indices.dtype() != DType.INT64
        || !(flat || tuples)
        || indices.shape().dim(0) != values.shape().dim(0)) {
      throw new ModelFormatException(
          place
              + ": got values "
              + values
              + " at indices "
              + indices
              + ", required values [NNZ] at INT64 indices [NNZ] or [NNZ,"
              + rank
              + "]");
    }
    Tensor dense = Tensor.allocate(values.dtype(), shape);
    long[] strides = shape.strides();
    long previous = -1;
    for (long i = 0; i < values.shape().size(); i++) {
      long at = flat ? indices.getLong(i) : offset(indices, i, shape, strides, place);
      if (at < 0 || at >= shape.size()) {
        throw new ModelFormatException(
            place + ": got index " + at + ", required 0 to " + (shape.size() - 1));
      }
      if (at <= previous) {
        throw new ModelFormatException(
            place
                + ": got flattened index "
                + at
                + " behind "
                + previous
                + ", required indices that rise");
      }
      previous = at;
      copy(values, i, dense, at);
    }
    return dense;
  }

  private static long offset(Tensor indices, long i, Shape shape, long[] strides, String place) {
    long at = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      long index = indices.getLong(i * strides.length + axis);
      if (index < 0 || index >= shape.dim(axis)) {
        throw new ModelFormatException(
            place
                + ": got index "
                + index
                + " on axis "
                + axis
                + ", required 0 to "
                + (shape.dim(axis) - 1));
      }
      at += index * strides[axis];
    }
    return at;
  }

  private static void copy(Tensor from, long i, Tensor to, long at) {
    if (from.dtype().isFloat()) {
      to.setDouble(at, from.getDouble(i));
    } else {
      to.setLong(at, from.getLong(i));
    }
  }
}
