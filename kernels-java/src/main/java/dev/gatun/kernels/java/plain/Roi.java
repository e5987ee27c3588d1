package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;

/// What the kernels that pool regions share.
final class Roi {
  private Roi() {}

  /// The picture that a region lies in.
  ///
  /// @throws InvalidInputException if there is no such picture
  static long picture(String title, Tensor pictures, long roi, long count) {
    return requirePicture(title, pictures.getLong(roi), roi, count);
  }

  static long requirePicture(String title, long picture, long roi, long count) {
    if (picture < 0 || picture >= count) {
      throw new InvalidInputException(
          title
              + ": got picture "
              + picture
              + " for region "
              + roi
              + ", required 0 to "
              + (count - 1));
    }
    return picture;
  }
}
