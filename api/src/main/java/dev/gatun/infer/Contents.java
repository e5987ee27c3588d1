package dev.gatun.infer;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Dim;
import dev.gatun.op.Ints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the elements of a small tensor: the extents, axes, pads and scales that models
/// compute on the way to a Reshape, Slice or Resize.
///
/// @param dtype one of [#follows]'s types
/// @param shape extents, with at most [#MAX_ITEMS] elements
/// @param items the elements, row-major
record Contents(DType dtype, Shape shape, List<Item> items) {
  /// Tensors with more elements are not followed: no shape chain is that long.
  static final int MAX_ITEMS = 256;

  Contents {
    items = List.copyOf(items);
  }

  /// Whether contents of this type and size are followed.
  static boolean follows(DType dtype, long size) {
    return size <= MAX_ITEMS
        && switch (dtype) {
          case INT32, INT64, BOOL, FLOAT32, FLOAT64 -> true;
          case FLOAT16, BFLOAT16, INT8, INT16, UINT8, UINT16, UINT32, UINT64 -> false;
          case INT4, UINT4, INT2, UINT2 -> false;
          case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
              false;
        };
  }

  /// The elements of a constant, or null where they are not followed.
  static @Nullable Contents of(Tensor tensor) {
    if (!follows(tensor.dtype(), tensor.shape().size())) {
      return null;
    }
    List<Item> items = new ArrayList<>();
    for (long i = 0; i < tensor.shape().size(); i++) {
      items.add(
          tensor.dtype().isFloat()
              ? new Item.Real(tensor.getDouble(i))
              : new Item.Whole(tensor.getLong(i)));
    }
    return new Contents(tensor.dtype(), tensor.shape(), items);
  }

  /// A tensor of known shape and unknown elements.
  static Contents unclear(DType dtype, Shape shape) {
    return new Contents(
        dtype, shape, Collections.nCopies(Math.toIntExact(shape.size()), Item.Unclear.ITEM));
  }

  /// Extents as an INT64 vector.
  static Contents vector(List<Dim> dims) {
    return new Contents(DType.INT64, Shape.of(dims.size()), dims.stream().map(Item::of).toList());
  }

  int size() {
    return items.size();
  }

  Item get(int i) {
    return items.get(i);
  }

  /// Whether every element is a known number.
  boolean isComplete() {
    return items.stream().allMatch(Item::isKnown);
  }

  /// Whether nothing at all is known.
  boolean isBlank() {
    return !items.isEmpty() && items.stream().allMatch(Item.Unclear.ITEM::equals);
  }

  /// The elements as extents.
  List<Dim> dims() {
    return items.stream().map(Item::dim).toList();
  }

  /// The elements as integers, floats truncated; null where one is not known.
  @Nullable Ints ints() {
    long[] values = new long[items.size()];
    for (int i = 0; i < values.length; i++) {
      switch (items.get(i)) {
        case Item.Whole whole -> values[i] = whole.value();
        case Item.Real real -> values[i] = (long) real.value();
        case Item.Named _, Item.Unclear _ -> {
          return null;
        }
      }
    }
    return Ints.of(values);
  }

  /// The elements as numbers; null where one is not known.
  double @Nullable [] reals() {
    double[] values = new double[items.size()];
    for (int i = 0; i < values.length; i++) {
      switch (items.get(i)) {
        case Item.Whole whole -> values[i] = whole.value();
        case Item.Real real -> values[i] = real.value();
        case Item.Named _, Item.Unclear _ -> {
          return null;
        }
      }
    }
    return values;
  }

  /// The same elements under another shape.
  Contents withShape(Shape other) {
    return new Contents(dtype, other, items);
  }

  /// The tensor, once every element is known.
  Tensor toTensor() {
    Tensor tensor = Tensor.allocate(dtype, shape);
    for (int i = 0; i < items.size(); i++) {
      switch (items.get(i)) {
        case Item.Whole whole -> tensor.setLong(i, whole.value());
        case Item.Real real -> tensor.setDouble(i, real.value());
        case Item.Named _, Item.Unclear _ ->
            throw new IllegalStateException("contents are not complete: " + this);
      }
    }
    return tensor;
  }
}
