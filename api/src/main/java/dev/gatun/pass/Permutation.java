package dev.gatun.pass;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.graph.Node;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import dev.gatun.op.Transpose;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of axes that a [Transpose] gives its result: axis i of the result is axis `axes(i)` of
/// x.
///
/// @param axes every axis once
record Permutation(Ints axes) {

  /// The permutation of a node.
  ///
  /// @param node any node, or null
  /// @param edit the graph
  /// @return null where the node is no transpose, or reverses an unknown number of axes
  static @Nullable Permutation of(@Nullable Node node, GraphEditor edit) {
    if (node == null || !(node.op() instanceof Transpose transpose)) {
      return null;
    }
    if (!transpose.perm().isEmpty()) {
      return new Permutation(transpose.perm());
    }
    int rank = Types.rank(edit.type(node.input(0)));
    if (rank < 0) {
      return null;
    }
    long[] reversed = new long[rank];
    for (int i = 0; i < rank; i++) {
      reversed[i] = rank - 1L - i;
    }
    return new Permutation(Ints.of(reversed));
  }

  /// The number of axes.
  ///
  /// @return the rank
  int rank() {
    return axes.size();
  }

  /// Where an axis of the result comes from.
  ///
  /// @param axis of the result, may be negative
  /// @return the axis of x
  int source(int axis) {
    return axes.at(axis < 0 ? axis + rank() : axis);
  }

  /// Whether nothing moves.
  ///
  /// @return true for 0, 1, 2, …
  boolean isIdentity() {
    return axes.equals(Ints.range(0, rank()));
  }

  /// Whether the channels of `[N, C, …]` go last: 0, 2, …, rank − 1, 1.
  ///
  /// @return true for NCHW to NHWC and its like
  boolean isChannelsLast() {
    if (rank() < 3 || axes.get(0) != 0 || axes.get(rank() - 1) != 1) {
      return false;
    }
    for (int i = 1; i < rank() - 1; i++) {
      if (axes.get(i) != i + 1) {
        return false;
      }
    }
    return true;
  }

  /// The permutation that undoes this one.
  ///
  /// @return the inverse
  Permutation inverse() {
    long[] inverse = new long[rank()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.at(i)] = i;
    }
    return new Permutation(Ints.of(inverse));
  }

  /// This permutation followed by another.
  ///
  /// @param next applied to the result of this one
  /// @return both as one
  Permutation then(Permutation next) {
    return new Permutation(apply(next.axes, axes));
  }

  /// What remains when axes of the result are dropped.
  ///
  /// @param dropped axes of the result, each 0 or more
  /// @return the order of the remaining ones
  Permutation without(Ints dropped) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      if (!dropped.contains(i)) {
        kept.add(source(i));
      }
    }
    long[] order = kept.stream().mapToLong(a -> kept.stream().filter(b -> b < a).count()).toArray();
    return new Permutation(Ints.of(order));
  }

  /// Reorders one value per axis of x into one per axis of the result.
  ///
  /// @param perAxis one value per axis of x
  /// @return one value per axis of the result
  Ints apply(Ints perAxis) {
    return apply(axes, perAxis);
  }

  /// The type of the result.
  ///
  /// @param type of x, or null
  /// @return the type with its extents reordered, null where nothing is known
  @Nullable TensorType apply(@Nullable TensorType type) {
    List<Dim> dims = type == null ? null : type.dims();
    if (type == null || dims == null || dims.size() != rank()) {
      return type == null ? null : new TensorType(type.dtype(), null);
    }
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      out.add(dims.get(source(i)));
    }
    return new TensorType(type.dtype(), out);
  }

  /// Transposes a constant.
  ///
  /// @param x with as many axes, or fewer: axes of extent 1 are put before them, as broadcasting
  ///   does
  /// @return a copy in the new order
  Tensor apply(Tensor x) {
    long[] extents = new long[rank()];
    for (int i = 0; i < rank(); i++) {
      int axis = i - (rank() - x.shape().rank());
      extents[i] = axis < 0 ? 1 : x.shape().dim(axis);
    }
    long[] strides = apply(axes, Ints.of(Shape.of(extents).strides())).toArray();
    Tensor y = Tensor.allocate(x.dtype(), Shape.of(apply(Ints.of(extents)).toArray()));
    long bytes = x.dtype().bytes();
    for (long i = 0; i < y.shape().size(); i++) {
      long rest = i;
      long from = 0;
      for (int axis = rank() - 1; axis >= 0; axis--) {
        from += rest % y.shape().dim(axis) * strides[axis];
        rest /= y.shape().dim(axis);
      }
      MemorySegment.copy(x.data(), from * bytes, y.data(), i * bytes, bytes);
    }
    return y;
  }

  private static Ints apply(Ints order, Ints values) {
    long[] out = new long[order.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.get(order.at(i));
    }
    return Ints.of(out);
  }
}
