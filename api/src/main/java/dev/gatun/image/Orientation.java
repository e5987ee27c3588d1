package dev.gatun.image;

import dev.gatun.Image;

/// Turns and mirrors images so that the first row is the top one.
final class Orientation {
  private Orientation() {}

  /// Undoes an Exif orientation.
  ///
  /// @param image as stored
  /// @param orientation 1 to 8: 2 to 4 mirror and turn within the same size, 5 to 8 swap the sides
  ///   as well
  /// @return as seen
  static Image upright(Image image, int orientation) {
    if (orientation == ExifOrientation.UPRIGHT) {
      return image;
    }
    boolean swapped = orientation >= 5;
    // Where the seen x runs from right to left, and the seen y from bottom to top, in the stored
    // image.
    boolean flipX = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean flipY = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int width = swapped ? image.height() : image.width();
    int height = swapped ? image.width() : image.height();
    int channels = image.channels();
    byte[] out = new byte[width * height * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int storedX = swapped ? y : x;
        int storedY = swapped ? x : y;
        storedX = flipX ? image.width() - 1 - storedX : storedX;
        storedY = flipY ? image.height() - 1 - storedY : storedY;
        for (int c = 0; c < channels; c++) {
          out[at++] = (byte) image.sample(storedX, storedY, c);
        }
      }
    }
    return Image.of(width, height, channels, out);
  }
}
