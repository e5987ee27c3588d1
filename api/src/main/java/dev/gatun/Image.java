package dev.gatun;

/// An immutable picture of 8-bit samples, rows from the top, either grey or red, green, blue.
/// [Images] reads one from a file and turns it into a [Tensor].
public final class Image {
  private final int width;
  private final int height;
  private final int channels;
  private final byte[] samples;

  private Image(int width, int height, int channels, byte[] samples) {
    this.width = width;
    this.height = height;
    this.channels = channels;
    this.samples = samples;
  }

  /// An image from samples, which are copied.
  ///
  /// @param width pixels in a row, 1 or more
  /// @param height rows, 1 or more
  /// @param channels 1 for grey, 3 for red, green, blue
  /// @param samples `height × width × channels` unsigned bytes, row-major, the channels of a pixel
  ///   side by side
  /// @return the image
  /// @throws InvalidInputException if the numbers do not fit together
  public static Image of(int width, int height, int channels, byte[] samples) {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new InvalidInputException(
          "Image: got "
              + width
              + "x"
              + height
              + " with "
              + channels
              + " channels, required sides of 1 or more and 1 or 3 channels");
    }
    long required = (long) width * height * channels;
    if (samples.length != required) {
      throw new InvalidInputException(
          "Image: got "
              + samples.length
              + " samples, required "
              + required
              + " (height × width × channels)");
    }
    return new Image(width, height, channels, samples.clone());
  }

  /// The pixels in a row.
  ///
  /// @return 1 or more
  public int width() {
    return width;
  }

  /// The number of rows.
  ///
  /// @return 1 or more
  public int height() {
    return height;
  }

  /// The samples of a pixel.
  ///
  /// @return 1 for grey, 3 for red, green, blue
  public int channels() {
    return channels;
  }

  /// One sample.
  ///
  /// @param x column, 0 at the left
  /// @param y row, 0 at the top
  /// @param c channel
  /// @return 0 to 255
  public int sample(int x, int y, int c) {
    return Byte.toUnsignedInt(samples[(y * width + x) * channels + c]);
  }

  /// A copy of all samples, row-major, the channels of a pixel side by side.
  ///
  /// @return unsigned bytes
  public byte[] toBytes() {
    return samples.clone();
  }

  /// The same picture with one channel: ITU-R 601 luma, 0.299 R + 0.587 G + 0.114 B, rounded.
  ///
  /// @return this image where it is grey already
  public Image toGrey() {
    if (channels == 1) {
      return this;
    }
    byte[] grey = new byte[width * height];
    for (int i = 0, s = 0; i < grey.length; i++, s += 3) {
      int r = Byte.toUnsignedInt(samples[s]);
      int g = Byte.toUnsignedInt(samples[s + 1]);
      int b = Byte.toUnsignedInt(samples[s + 2]);
      // 16-bit fixed point whose factors sum to exactly 2^16, so that white stays 255
      grey[i] = (byte) ((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16);
    }
    return new Image(width, height, 1, grey);
  }

  /// Size and kind, such as `640x480 RGB`; never the samples.
  @Override
  public String toString() {
    return width + "x" + height + (channels == 1 ? " grey" : " RGB");
  }
}
