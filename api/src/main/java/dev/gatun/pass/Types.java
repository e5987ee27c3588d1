package dev.gatun.pass;

import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import dev.gatun.op.Ints;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions about types that may be known only in part; an answer is yes only where it is certain.
final class Types {
  private Types() {}

  /// @param type a type, or null
  /// @return the number of axes, −1 where it is not known
  static int rank(@Nullable TensorType type) {
    List<Dim> dims = type == null ? null : type.dims();
    return dims == null ? -1 : dims.size();
  }

  /// @param type a type, or null
  /// @return whether it is known and of a floating-point type
  static boolean isFloat(@Nullable TensorType type) {
    return type != null && type.dtype().isFloat();
  }

  /// @param type a type, or null
  /// @return whether every extent is known
  static boolean isConcrete(@Nullable TensorType type) {
    return type != null && type.isConcrete();
  }

  /// @param type a type, or null
  /// @param axis 0-based
  /// @return the extent, −1 where it is not known
  static long extent(@Nullable TensorType type, int axis) {
    List<Dim> dims = type == null ? null : type.dims();
    return dims != null && axis < dims.size() && dims.get(axis) instanceof Dim.Known known
        ? known.value()
        : -1;
  }

  /// @param a a type, or null
  /// @param b a type, or null
  /// @return whether both certainly have the same extents: known ones, or symbols of one name
  static boolean sameDims(@Nullable TensorType a, @Nullable TensorType b) {
    return a != null
        && b != null
        && a.dims() != null
        && a.dims().equals(b.dims())
        && !a.dims().contains(Dim.UNKNOWN);
  }

  /// @param axes axes, possibly negative
  /// @param rank the number of axes they count in
  /// @return the same axes, none negative, in ascending order
  static Ints sortedAxes(Ints axes, int rank) {
    long[] sorted = axes.toArray();
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.floorMod(sorted[i], (long) rank);
    }
    Arrays.sort(sorted);
    return Ints.of(sorted);
  }
}
