package dev.gatun;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Concrete extents of a tensor, outermost first. Immutable. A scalar has rank 0; an extent may be
/// 0.
public final class Shape {
  /// The most axes a shape may have.
  public static final int MAX_RANK = 16;

  private static final Shape SCALAR = new Shape(new long[0]);

  private final long[] dims;
  private final long size;

  private Shape(long[] dims) {
    if (dims.length > MAX_RANK) {
      throw new InvalidInputException(
          "Shape: got rank " + dims.length + ", at most " + MAX_RANK + " is supported");
    }
    long product = 1;
    boolean empty = false;
    for (long d : dims) {
      if (d < 0) {
        throw new InvalidInputException(
            "Shape " + Arrays.toString(dims) + ": every extent must be 0 or more");
      }
      empty |= d == 0;
    }
    if (!empty) {
      for (long d : dims) {
        product = multiply(product, d, dims);
      }
    }
    this.dims = dims;
    this.size = empty ? 0 : product;
  }

  private static long multiply(long a, long b, long[] dims) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if (high != 0 || low < 0) {
      throw new InvalidInputException(
          "Shape " + Arrays.toString(dims) + ": the number of elements overflows 63 bits");
    }
    return low;
  }

  /// A shape with the given extents.
  ///
  /// @param dims extents, outermost first, each 0 or more
  /// @return the shape
  /// @throws InvalidInputException if an extent is negative, the rank is over [#MAX_RANK] or the
  ///   element count overflows
  public static Shape of(long... dims) {
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /// The rank-0 shape with one element.
  ///
  /// @return the scalar shape
  public static Shape scalar() {
    return SCALAR;
  }

  /// The number of axes.
  ///
  /// @return 0 for a scalar
  public int rank() {
    return dims.length;
  }

  /// The extent of an axis.
  ///
  /// @param axis 0-based, or negative to count from the end (−1 is the innermost)
  /// @return the extent
  public long dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  /// The extent of an axis as an int.
  ///
  /// @param axis 0-based, or negative to count from the end
  /// @return the extent
  /// @throws ArithmeticException if it does not fit
  public int intDim(int axis) {
    return Math.toIntExact(dim(axis));
  }

  /// The number of elements: the product of the extents, 1 for a scalar.
  ///
  /// @return the element count
  public long size() {
    return size;
  }

  /// The product of the extents of axes `from` (inclusive) to `to` (exclusive).
  ///
  /// @param from first axis
  /// @param to axis after the last
  /// @return the product, 1 for an empty range
  public long size(int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= dims[i];
    }
    return product;
  }

  /// Row-major strides in elements.
  ///
  /// @return one stride per axis
  public long[] strides() {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return strides;
  }

  /// A copy of the extents.
  ///
  /// @return the extents, outermost first
  public long[] toArray() {
    return dims.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// Text such as `[1,3,224,224]`.
  @Override
  public String toString() {
    return Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
