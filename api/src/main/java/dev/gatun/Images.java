package dev.gatun;

import dev.gatun.image.ImageFiles;
import dev.gatun.image.Preparation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads PNG, JPEG, BMP and GIF images (the first frame) and turns them into tensors.
///
/// ```java
/// Images.Preprocessing imageNet =
///     Images.preprocessing().withResize(Resize.CROP, 224, 224).withShorterSide(256)
///         .withMean(0.485f, 0.456f, 0.406f).withStd(0.229f, 0.224f, 0.225f);
/// Tensor x = imageNet.toTensor(Images.read(Path.of("cat.jpg")));   // FLOAT32[1,3,224,224]
/// ```
///
/// Stored sample values are taken as they are: colour profiles are not applied, 16-bit samples are
/// reduced to 8 bits, transparent pixels are composed over white. A JPEG's Exif orientation is
/// honoured.
///
/// Decoding needs the module `java.desktop`; a runtime without it gets a [BackendException] that
/// says so. Nothing else here needs it.
public final class Images {
  /// The most pixels that are decoded unless the caller says otherwise: 100 million.
  public static final long MAX_PIXELS = 100_000_000;

  /// The largest file that is read, in bytes.
  private static final int MAX_BYTES = 512 << 20;

  private Images() {}

  /// How an image comes to the model's size.
  public enum Resize {
    /// It stays as it is.
    NONE,
    /// Each side is scaled on its own.
    STRETCH,
    /// Scaled with its proportions until the shorter side is [Preprocessing#shorterSide] (or the
    /// target is just covered), then the middle is cut out.
    CROP,
    /// Scaled with its proportions until it just fits, then centred on [Preprocessing#fill].
    LETTERBOX
  }

  /// The order of a tensor's channels.
  public enum Channels {
    /// Red, green, blue.
    RGB,
    /// Blue, green, red, as OpenCV and Caffe have them.
    BGR,
    /// One channel: luma.
    GREY
  }

  /// Where a tensor's channels stand.
  public enum Layout {
    /// `[N, channels, height, width]`.
    NCHW,
    /// `[N, height, width, channels]`.
    NHWC
  }

  /// What happens to an image on its way into a tensor: resize, then `(sample · scale − mean) /
  /// std` for each channel. Resizing is bilinear with half-pixel centres, smoothed when it shrinks.
  ///
  /// @param resize how it comes to its size
  /// @param width target width, 0 for [Resize#NONE]
  /// @param height target height, 0 for [Resize#NONE]
  /// @param shorterSide for [Resize#CROP]: the shorter side before the cut, 0 to just cover the
  ///   target
  /// @param fill for [Resize#LETTERBOX]: the sample value around the image, 0 to 255
  /// @param channels channel order
  /// @param layout axis order
  /// @param scale factor of a sample (0 to 255)
  /// @param mean subtracted, one value, one for each channel in the tensor's order, or empty for 0
  /// @param std divided by, counted like `mean`, or empty for 1; none may be 0
  public record Preprocessing(
      Resize resize,
      int width,
      int height,
      int shorterSide,
      int fill,
      Channels channels,
      Layout layout,
      float scale,
      List<Float> mean,
      List<Float> std) {

    /// Checks the numbers.
    public Preprocessing {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      int count = channels == Channels.GREY ? 1 : 3;
      requireCount("mean", mean, count);
      requireCount("std", std, count);
      if (std.contains(0f) || std.contains(-0f)) {
        throw new InvalidInputException("Preprocessing: got std " + std + ", required no 0");
      }
      int least = resize == Resize.NONE ? 0 : 1;
      if (width < least
          || height < least
          || width > ImageFiles.MAX_SIDE
          || height > ImageFiles.MAX_SIDE) {
        throw new InvalidInputException(
            "Preprocessing: got size "
                + width
                + "x"
                + height
                + " for resize "
                + resize
                + ", required "
                + least
                + " to "
                + ImageFiles.MAX_SIDE);
      }
      if (fill < 0 || fill > 255) {
        throw new InvalidInputException("Preprocessing: got fill " + fill + ", required 0 to 255");
      }
      if (shorterSide != 0
          && (shorterSide < Math.max(width, height) || shorterSide > ImageFiles.MAX_SIDE)) {
        throw new InvalidInputException(
            "Preprocessing: got shorter side "
                + shorterSide
                + ", required 0, or at least the target's longer side "
                + Math.max(width, height));
      }
    }

    private static void requireCount(String what, List<Float> values, int channels) {
      if (values.size() > 1 && values.size() != channels) {
        throw new InvalidInputException(
            "Preprocessing: got "
                + values.size()
                + " values of "
                + what
                + ", required none, 1 or "
                + channels);
      }
    }

    /// Another size.
    ///
    /// @param mode how the image comes to its size
    /// @param targetWidth pixels in a row
    /// @param targetHeight rows
    /// @return the copy
    public Preprocessing withResize(Resize mode, int targetWidth, int targetHeight) {
      return new Preprocessing(
          mode, targetWidth, targetHeight, shorterSide, fill, channels, layout, scale, mean, std);
    }

    /// Another shorter side.
    ///
    /// @param pixels the shorter side before the cut of [Resize#CROP], 0 to just cover the target
    /// @return the copy
    public Preprocessing withShorterSide(int pixels) {
      return new Preprocessing(
          resize, width, height, pixels, fill, channels, layout, scale, mean, std);
    }

    /// Another fill.
    ///
    /// @param sample what stands around the image of [Resize#LETTERBOX], 0 to 255
    /// @return the copy
    public Preprocessing withFill(int sample) {
      return new Preprocessing(
          resize, width, height, shorterSide, sample, channels, layout, scale, mean, std);
    }

    /// Another channel order.
    ///
    /// @param order the order; a mean and a standard deviation keep their places
    /// @return the copy
    public Preprocessing withChannels(Channels order) {
      return new Preprocessing(
          resize, width, height, shorterSide, fill, order, layout, scale, mean, std);
    }

    /// Another axis order.
    ///
    /// @param order the order
    /// @return the copy
    public Preprocessing withLayout(Layout order) {
      return new Preprocessing(
          resize, width, height, shorterSide, fill, channels, order, scale, mean, std);
    }

    /// Another scale.
    ///
    /// @param factor factor of a sample: 1/255 for 0 to 1, 1 for 0 to 255
    /// @return the copy
    public Preprocessing withScale(float factor) {
      return new Preprocessing(
          resize, width, height, shorterSide, fill, channels, layout, factor, mean, std);
    }

    /// Another mean.
    ///
    /// @param values subtracted after scaling: one, or one for each channel
    /// @return the copy
    public Preprocessing withMean(float... values) {
      return new Preprocessing(
          resize, width, height, shorterSide, fill, channels, layout, scale, list(values), std);
    }

    /// Another standard deviation.
    ///
    /// @param values divided by after the mean: one, or one for each channel
    /// @return the copy
    public Preprocessing withStd(float... values) {
      return new Preprocessing(
          resize, width, height, shorterSide, fill, channels, layout, scale, mean, list(values));
    }

    private static List<Float> list(float[] values) {
      List<Float> list = new ArrayList<>(values.length);
      for (float value : values) {
        list.add(value);
      }
      return list;
    }

    /// A batch of images as one tensor.
    ///
    /// @param images one or more; of one size where [Resize#NONE] leaves it
    /// @return FLOAT32 `[N, C, H, W]` or `[N, H, W, C]` on the Java heap
    /// @throws InvalidInputException if there is no image, or the sizes differ
    /// @throws LimitExceededException if the tensor does not fit a Java array
    public Tensor toTensor(Image... images) {
      return Preparation.toTensor(List.of(images), steps());
    }

    private Preparation.Steps steps() {
      return new Preparation.Steps(
          switch (resize) {
            case NONE -> new Preparation.Keep();
            case STRETCH -> new Preparation.Stretch(width, height);
            case CROP -> new Preparation.Crop(width, height, shorterSide);
            case LETTERBOX -> new Preparation.Letterbox(width, height, fill);
          },
          switch (channels) {
            case RGB -> new int[] {0, 1, 2};
            case BGR -> new int[] {2, 1, 0};
            case GREY -> new int[] {0};
          },
          layout == Layout.NHWC,
          scale,
          mean,
          std);
    }
  }

  /// The neutral start: no resize, RGB, NCHW, samples divided by 255, no mean, no standard
  /// deviation; letterboxes are filled with grey 114, as the YOLO family does.
  ///
  /// @return a preprocessing to refine
  public static Preprocessing preprocessing() {
    return new Preprocessing(
        Resize.NONE, 0, 0, 0, 114, Channels.RGB, Layout.NCHW, 1 / 255f, List.of(), List.of());
  }

  /// Reads an image file of at most [#MAX_PIXELS] pixels.
  ///
  /// @param file a regular file
  /// @return the image
  /// @throws InvalidInputException if it cannot be read, is damaged or of another format
  /// @throws LimitExceededException if it is too large
  /// @throws BackendException if this runtime has no `java.desktop`
  public static Image read(Path file) {
    if (Files.isDirectory(file)) {
      throw new InvalidInputException("image " + file + ": got a folder, required a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return decode(readAll(in, "image " + file), "image " + file, MAX_PIXELS);
    } catch (IOException e) {
      throw new InvalidInputException(
          "image "
              + file
              + ": "
              + (Files.exists(file) ? "cannot be read" : "there is no such file"),
          e);
    }
  }

  /// Reads an image of at most [#MAX_PIXELS] pixels from a stream, to its end. The caller closes
  /// the stream.
  ///
  /// @param in the stream
  /// @return the image
  /// @throws InvalidInputException if it cannot be read, is damaged or of another format
  /// @throws LimitExceededException if it is too large
  /// @throws BackendException if this runtime has no `java.desktop`
  public static Image read(InputStream in) {
    try {
      return decode(readAll(in, "image"), "image", MAX_PIXELS);
    } catch (IOException e) {
      throw new InvalidInputException("image: the stream cannot be read", e);
    }
  }

  /// Reads an image from memory.
  ///
  /// @param file the file's bytes
  /// @param maxPixels most pixels to decode
  /// @return the image
  /// @throws InvalidInputException if it is damaged or of another format
  /// @throws LimitExceededException if it is too large
  /// @throws BackendException if this runtime has no `java.desktop`
  public static Image read(byte[] file, long maxPixels) {
    return decode(file, "image", maxPixels);
  }

  private static byte[] readAll(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          name + ": got more than " + MAX_BYTES + " bytes, which is the limit");
    }
    return bytes;
  }

  private static Image decode(byte[] file, String name, long maxPixels) {
    try {
      return ImageFiles.decode(file, name, maxPixels);
    } catch (LinkageError e) {
      throw new BackendException(
          name
              + ": this Java runtime cannot decode images; required is one with the module java.desktop",
          e);
    }
  }
}
