package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Op;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a kernel is planned for: the operator and the concrete types around it.
///
/// @param op the operator
/// @param in input types, null where an optional input is absent
/// @param out output types, null where an output is not wanted
record Signature(Op op, List<@Nullable TensorType> in, List<@Nullable TensorType> out) {

  /// @return the shape of an input that must be there
  Shape inShape(int i) {
    return input(i).shape();
  }

  /// @return the element type of an input that must be there
  DType inType(int i) {
    return input(i).dtype();
  }

  /// @return whether an optional input is there
  boolean hasInput(int i) {
    return i < in.size() && in.get(i) != null;
  }

  /// @return whether an optional output is wanted
  boolean hasOutput(int i) {
    return i < out.size() && out.get(i) != null;
  }

  /// @return the shape of an output that must be there
  Shape outShape(int i) {
    return output(i).shape();
  }

  /// @return the element type of an output that must be there
  DType outType(int i) {
    return output(i).dtype();
  }

  private TensorType input(int i) {
    TensorType type = i < in.size() ? in.get(i) : null;
    if (type == null) {
      throw new IllegalArgumentException(op.title() + ": input " + i + " is absent, required");
    }
    return type;
  }

  private TensorType output(int i) {
    TensorType type = i < out.size() ? out.get(i) : null;
    if (type == null) {
      throw new IllegalArgumentException(op.title() + ": output " + i + " is absent, required");
    }
    return type;
  }

  /// A component that binding must have filled in.
  <T> T bound(@Nullable T component) {
    if (component == null) {
      throw new IllegalArgumentException(
          op.title() + ": got an operator that is not bound, required all components present");
    }
    return component;
  }

  /// An axis counted from the front.
  static int axis(int axis, int rank) {
    return axis < 0 ? axis + rank : axis;
  }
}
