package dev.gatun.bench.run;

import dev.gatun.DType;
import dev.gatun.Image;
import dev.gatun.Images;
import dev.gatun.Images.Channels;
import dev.gatun.Images.Layout;
import dev.gatun.Images.Preprocessing;
import dev.gatun.Images.Resize;
import dev.gatun.Tensor;
import dev.gatun.bench.cli.UsageException;
import dev.gatun.graph.Dim;
import dev.gatun.graph.TensorType;
import java.util.Arrays;
import java.util.List;

/**
 * The model's input that takes images, and what an image must go through.
 *
 * @param name the input's name
 * @param dtype its element type
 * @param batch how often an image is repeated: 1, or the batch that the model insists on
 * @param preprocessing from image to float tensor
 */
record ImageInput(String name, DType dtype, int batch, Preprocessing preprocessing) {

  /**
   * Decides from a model's input type and the wishes on the command line.
   *
   * @throws UsageException if the type is no image's or contradicts the wishes
   */
  static ImageInput of(String name, TensorType type, ImageOptions options) {
    List<Dim> dims = type.dims();
    if (dims == null || dims.size() != 4) {
      throw new UsageException(
          "input '"
              + name
              + "' is "
              + type
              + ", which is no image: required are 4 axes; use --input");
    }
    Layout layout = options.layout != null ? options.layout : layout(dims);
    long channelCount = extent(dims.get(layout == Layout.NCHW ? 1 : 3));
    long height = extent(dims.get(layout == Layout.NCHW ? 2 : 1));
    long width = extent(dims.get(layout == Layout.NCHW ? 3 : 2));
    Channels channels = options.channels;
    if (channels == null) {
      channels = channelCount == 1 ? Channels.GREY : Channels.RGB;
    }
    int given = channels == Channels.GREY ? 1 : 3;
    if (channelCount != ANY && channelCount != given) {
      throw new UsageException(
          "input '"
              + name
              + "' is "
              + type
              + " with "
              + channelCount
              + " channels in layout "
              + lower(layout)
              + ", but "
              + lower(channels)
              + " images have "
              + given);
    }
    float scale = type.dtype().isFloat() ? 1 / 255f : 1;
    Preprocessing preprocessing =
        Images.preprocessing()
            .withChannels(channels)
            .withLayout(layout)
            .withScale(options.scale != null ? options.scale : scale)
            .withMean(options.mean)
            .withStd(options.std);
    return new ImageInput(
        name,
        type.dtype(),
        Math.clamp(extent(dims.getFirst()), 1, Integer.MAX_VALUE),
        resized(preprocessing, name, type, width, height, options));
  }

  private static final long ANY = -1;

  private static Preprocessing resized(
      Preprocessing start,
      String name,
      TensorType type,
      long width,
      long height,
      ImageOptions options) {
    ImageSize wish = options.size;
    if (wish != null
        && ((width != ANY && width != wish.width())
            || (height != ANY && height != wish.height()))) {
      throw new UsageException(
          "input '"
              + name
              + "' is "
              + type
              + ", which --size "
              + wish.width()
              + "x"
              + wish.height()
              + " contradicts");
    }
    if (options.resize == Resize.NONE) {
      return start;
    }
    if (wish == null && (width == ANY || height == ANY)) {
      if (options.resize != null) {
        throw new UsageException(
            "input '"
                + name
                + "' is "
                + type
                + ": --resize "
                + lower(options.resize)
                + " needs --size WxH here");
      }
      return start;
    }
    return start
        .withResize(
            options.resize == null ? Resize.STRETCH : options.resize,
            wish != null ? wish.width() : Math.toIntExact(width),
            wish != null ? wish.height() : Math.toIntExact(height))
        .withShorterSide(options.shorter);
  }

  private static Layout layout(List<Dim> dims) {
    return !isChannels(dims.get(1)) && isChannels(dims.get(3)) ? Layout.NHWC : Layout.NCHW;
  }

  private static boolean isChannels(Dim dim) {
    long extent = extent(dim);
    return extent == 1 || extent == 3;
  }

  private static long extent(Dim dim) {
    return dim instanceof Dim.Known known ? known.value() : ANY;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** An image as this input wants it. */
  Tensor prepare(Image image) {
    Image[] images = new Image[batch];
    Arrays.fill(images, image);
    Tensor floats = preprocessing.toTensor(images);
    if (dtype == DType.FLOAT32) {
      return floats;
    }
    Tensor converted = Tensor.allocate(dtype, floats.shape());
    for (long i = 0; i < floats.shape().size(); i++) {
      double value = floats.getDouble(i);
      converted.setDouble(i, dtype.isFloat() ? value : Math.rint(value));
    }
    return converted;
  }
}
