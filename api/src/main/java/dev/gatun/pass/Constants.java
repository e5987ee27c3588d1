package dev.gatun.pass;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import org.jspecify.annotations.Nullable;

/// Reading constants as the numbers that a pattern asks for.
final class Constants {
  /// Scanning a longer constant for one repeated value costs more than such a node ever would.
  private static final long MAX_SCAN = 1 << 20;

  private Constants() {}

  /// @param tensor a constant
  /// @param value a number
  /// @return whether every element equals it
  static boolean all(Tensor tensor, double value) {
    long size = tensor.shape().size();
    if (size == 0 || size > MAX_SCAN) {
      return false;
    }
    for (long i = 0; i < size; i++) {
      if (tensor.getDouble(i) != value) {
        return false;
      }
    }
    return true;
  }

  /// A constant that acts as one number beside another operand: one element, and no axes that the
  /// other has not.
  ///
  /// @param value name of the constant
  /// @param other name of the operand beside it
  /// @param edit the graph
  /// @return the number, NaN where the value is nothing of that kind
  static double scalarBeside(String value, String other, GraphEditor edit) {
    Tensor tensor = edit.constant(value);
    return tensor != null
            && tensor.dtype().isFloat()
            && tensor.shape().size() == 1
            && tensor.shape().rank() <= Math.max(0, Types.rank(edit.type(other)))
        ? tensor.getDouble(0)
        : Double.NaN;
  }

  /// A constant that holds one number per channel, or one for all, beside a value `[N, C, …]`.
  ///
  /// @param tensor the constant
  /// @param rank the value's number of axes
  /// @param channels C
  /// @return C numbers, or null where the constant varies along another axis or has more axes
  static double @Nullable [] perChannel(Tensor tensor, int rank, int channels) {
    Shape shape = tensor.shape();
    if (!tensor.dtype().isFloat() || shape.rank() > rank || shape.size() == 0) {
      return null;
    }
    int channelAxis = 1 - (rank - shape.rank());
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.dim(axis) != 1 && (axis != channelAxis || shape.dim(axis) != channels)) {
        return null;
      }
    }
    double[] values = new double[channels];
    for (int c = 0; c < channels; c++) {
      values[c] = tensor.getDouble(shape.size() == 1 ? 0 : c);
    }
    return values;
  }

  /// @param like a tensor whose element type is wanted
  /// @param values the elements
  /// @return a tensor of rank 1
  static Tensor vector(Tensor like, double[] values) {
    Tensor vector = Tensor.allocate(like.dtype(), Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      vector.setDouble(i, values[i]);
    }
    return vector;
  }
}
