package dev.gatun.image;

import dev.gatun.Image;
import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import dev.gatun.Tensor;
import dev.gatun.image.Bilinear.Box;
import dev.gatun.image.Bilinear.Size;
import dev.gatun.image.Bilinear.Target;
import java.util.Arrays;
import java.util.List;

/// Lays prepared images into a tensor.
public final class Preparation {
  private Preparation() {}

  /// How an image comes to its size.
  public sealed interface Fit permits Keep, Stretch, Crop, Letterbox {}

  /// As it is.
  public record Keep() implements Fit {}

  /// Each side on its own.
  ///
  /// @param width target width
  /// @param height target height
  public record Stretch(int width, int height) implements Fit {}

  /// Scaled with its proportions, then the middle.
  ///
  /// @param width target width
  /// @param height target height
  /// @param shorterSide the shorter side before the cut, 0 to just cover the target
  public record Crop(int width, int height, int shorterSide) implements Fit {}

  /// Scaled with its proportions until it fits, in the middle.
  ///
  /// @param width target width
  /// @param height target height
  /// @param fill sample value around it
  public record Letterbox(int width, int height, int fill) implements Fit {}

  /// All that is to be done.
  ///
  /// @param fit the size
  /// @param order for each channel of the tensor, which of the image's; one channel means grey
  /// @param channelsLast NHWC instead of NCHW
  /// @param scale factor of samples
  /// @param mean subtracted: none, one, or one for each channel
  /// @param std divided by: none, one, or one for each channel
  @SuppressWarnings("ArrayRecordComponent") // read only, never compared
  public record Steps(
      Fit fit, int[] order, boolean channelsLast, float scale, List<Float> mean, List<Float> std) {}

  /// Samples of 0 to 255 as floats, `height × width × channels`.
  private record Floats(int width, int height, int channels, float[] samples) {}

  /// Prepares images.
  ///
  /// @param images one or more
  /// @param steps what to do with each
  /// @return FLOAT32 `[N, C, H, W]`, or `[N, H, W, C]` with the channels last
  public static Tensor toTensor(List<Image> images, Steps steps) {
    if (images.isEmpty()) {
      throw new InvalidInputException("Preprocessing: got no image, required one or more");
    }
    int channels = steps.order.length;
    Floats first = fit(images.getFirst(), steps);
    float[] out = new float[elements(images.size(), first, channels)];
    lay(first, steps, out, 0);
    for (int i = 1; i < images.size(); i++) {
      Floats fitted = fit(images.get(i), steps);
      if (fitted.width != first.width || fitted.height != first.height) {
        throw new InvalidInputException(
            "Preprocessing: image "
                + i
                + " of the batch is "
                + fitted.width
                + "x"
                + fitted.height
                + ", required "
                + first.width
                + "x"
                + first.height
                + " as the first; resize them to one size");
      }
      lay(fitted, steps, out, i * fitted.width * fitted.height * channels);
    }
    int n = images.size();
    return steps.channelsLast
        ? Tensor.of(out, n, first.height, first.width, channels)
        : Tensor.of(out, n, channels, first.height, first.width);
  }

  private static int elements(int images, Floats image, int channels) {
    long count = (long) images * image.width * image.height * channels;
    if (count > Integer.MAX_VALUE - 16) {
      throw new LimitExceededException(
          "Preprocessing: "
              + images
              + " images of "
              + image.width
              + "x"
              + image.height
              + " do not fit a Java array");
    }
    return (int) count;
  }

  private static Floats fit(Image original, Steps steps) {
    Image image = steps.order.length == 1 ? original.toGrey() : original;
    return switch (steps.fit) {
      case Keep() -> stretch(image, image.width(), image.height());
      case Stretch(int width, int height) -> stretch(image, width, height);
      case Crop crop -> crop(image, crop);
      case Letterbox box -> letterbox(image, box);
    };
  }

  private static Floats stretch(Image image, int width, int height) {
    Target all = new Target(new Size(width, height), new Box(0, 0, width, height));
    return new Floats(width, height, image.channels(), Bilinear.resample(image, all));
  }

  /// The arithmetic of torchvision's Resize and CenterCrop: the longer side is truncated, the
  /// margin rounded half to even.
  private static Floats crop(Image image, Crop crop) {
    long width = image.width();
    long height = image.height();
    Size full;
    if (crop.shorterSide > 0) {
      full =
          width <= height
              ? new Size(crop.shorterSide, crop.shorterSide * height / width)
              : new Size(crop.shorterSide * width / height, crop.shorterSide);
    } else if (crop.width * height >= crop.height * width) {
      full = new Size(crop.width, Math.max(crop.height, crop.width * height / width));
    } else {
      full = new Size(Math.max(crop.width, crop.height * width / height), crop.height);
    }
    long x = (long) Math.rint((full.width() - crop.width) / 2.0);
    long y = (long) Math.rint((full.height() - crop.height) / 2.0);
    Target middle = new Target(full, new Box(x, y, crop.width, crop.height));
    return new Floats(crop.width, crop.height, image.channels(), Bilinear.resample(image, middle));
  }

  private static Floats letterbox(Image image, Letterbox box) {
    double scale =
        Math.min((double) box.width / image.width(), (double) box.height / image.height());
    int width = Math.clamp(Math.round(image.width() * scale), 1, box.width);
    int height = Math.clamp(Math.round(image.height() * scale), 1, box.height);
    int channels = image.channels();
    float[] inside = stretch(image, width, height).samples;
    float[] out =
        new float[Math.multiplyExact(Math.multiplyExact(box.width, box.height), channels)];
    Arrays.fill(out, box.fill);
    int left = (box.width - width) / 2;
    int top = (box.height - height) / 2;
    for (int y = 0; y < height; y++) {
      int to = ((top + y) * box.width + left) * channels;
      System.arraycopy(inside, y * width * channels, out, to, width * channels);
    }
    return new Floats(box.width, box.height, channels, out);
  }

  private static void lay(Floats image, Steps steps, float[] out, int at) {
    int channels = steps.order.length;
    int pixels = image.width * image.height;
    for (int c = 0; c < channels; c++) {
      float mean = value(steps.mean, c, 0);
      float std = value(steps.std, c, 1);
      int from = image.channels == 1 ? 0 : steps.order[c];
      for (int p = 0; p < pixels; p++) {
        float sample = image.samples[p * image.channels + from] * steps.scale;
        int to = steps.channelsLast ? p * channels + c : c * pixels + p;
        out[at + to] = (sample - mean) / std;
      }
    }
  }

  private static float value(List<Float> values, int channel, float otherwise) {
    return values.isEmpty()
        ? otherwise
        : values.size() == 1 ? values.getFirst() : values.get(channel);
  }
}
