package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;

/// A shape seen as `[outer, length, inner]`: lines of `length` elements, `inner` apart, along one
/// axis or several neighbouring ones.
///
/// @param outer product of the extents before
/// @param length product of the extents of the line
/// @param inner product of the extents behind
record Lines(long outer, long length, long inner) {
  static Lines along(Shape x, int axis) {
    int a = Signature.axis(axis, x.rank());
    return along(x, a, a);
  }

  /// A scalar is one line of one element.
  static Lines along(Shape x, int firstAxis, int lastAxis) {
    if (x.rank() == 0) {
      return new Lines(1, 1, 1);
    }
    int first = Signature.axis(firstAxis, x.rank());
    int last = Signature.axis(lastAxis, x.rank());
    return new Lines(x.size(0, first), x.size(first, last + 1), x.size(last + 1, x.rank()));
  }

  /// @return the number of lines
  long count() {
    return outer * inner;
  }

  /// @return the first element of a line
  long start(long line) {
    return line / inner * length * inner + line % inner;
  }
}
