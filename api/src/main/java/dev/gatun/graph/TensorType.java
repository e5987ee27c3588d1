package dev.gatun.graph;

import dev.gatun.DType;
import dev.gatun.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a value before a run.
///
/// @param dtype element type
/// @param dims extents, or null where not even the rank is known
public record TensorType(DType dtype, @Nullable List<Dim> dims) {
  /// Copies the list.
  public TensorType {
    dims = dims == null ? null : List.copyOf(dims);
  }

  /// A type with known extents.
  ///
  /// @param dtype element type
  /// @param shape extents
  /// @return the type
  public static TensorType of(DType dtype, Shape shape) {
    List<Dim> dims = new ArrayList<>(shape.rank());
    for (long d : shape.toArray()) {
      dims.add(Dim.of(d));
    }
    return new TensorType(dtype, dims);
  }

  /// {@return whether every extent is known}
  public boolean isConcrete() {
    return dims != null && dims.stream().allMatch(Dim::isKnown);
  }

  /// The extents of a concrete type.
  ///
  /// @return the shape
  /// @throws IllegalStateException if an extent is not known; [#isConcrete] tells
  public Shape shape() {
    if (dims == null) {
      throw new IllegalStateException("the rank of " + this + " is not known");
    }
    long[] extents = new long[dims.size()];
    for (int i = 0; i < extents.length; i++) {
      if (!(dims.get(i) instanceof Dim.Known known)) {
        throw new IllegalStateException("the shape of " + this + " is not concrete");
      }
      extents[i] = known.value();
    }
    return Shape.of(extents);
  }

  /// Text such as `FLOAT32[N,3,224,224]`, or `FLOAT32[...]` for an unknown rank.
  @Override
  public String toString() {
    return dtype + (dims == null ? "[...]" : dims.toString().replace(" ", ""));
  }
}
