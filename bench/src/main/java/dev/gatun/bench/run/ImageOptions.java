package dev.gatun.bench.run;

import dev.gatun.Images.Channels;
import dev.gatun.Images.Layout;
import dev.gatun.Images.Resize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How images become the model's input; what is left out, the model's input type decides. */
final class ImageOptions {
  @Option(
      names = "--image",
      paramLabel = "FILE",
      arity = "1..*",
      description = "PNG, JPEG, BMP or GIF images to run, one after the other.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "X",
      description =
          "Factor of the samples 0..255, before mean and std (default: 1/255; 1 for integer inputs).")
  @Nullable Float scale;

  @Option(
      names = "--mean",
      paramLabel = "A,B,C",
      split = ",",
      description = "Subtracted from each channel, in the model's channel order (default: 0).")
  float[] mean = {};

  @Option(
      names = "--std",
      paramLabel = "A,B,C",
      split = ",",
      description = "Divides each channel, in the model's channel order (default: 1).")
  float[] std = {};

  @Option(
      names = "--channels",
      paramLabel = "ORDER",
      description = "${COMPLETION-CANDIDATES} (default: grey for one channel, else rgb).")
  @Nullable Channels channels;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "${COMPLETION-CANDIDATES} (default: nchw unless only the last axis is 1 or 3).")
  @Nullable Layout layout;

  @Option(
      names = "--resize",
      paramLabel = "HOW",
      description = {
        "${COMPLETION-CANDIDATES} (default: stretch, or none where the model takes any size).",
        "crop keeps the proportions and cuts the middle out, letterbox fills up with grey."
      })
  @Nullable Resize resize;

  @Option(
      names = "--shorter",
      paramLabel = "N",
      description = "For crop: the shorter side before the cut (default: just cover the target).")
  int shorter;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      converter = ImageSize.Parser.class,
      description = "Target size, for models that take any (default: the model's, or the image's).")
  @Nullable ImageSize size;
}
