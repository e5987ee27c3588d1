package dev.gatun.bench.run;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Writes outputs as files: {@code SAMPLE.OUTPUT.npy}, and {@code .png} where it may be an image.
 */
final class OutputFiles {
  /** Smaller outputs are rather tables than images. */
  private static final int SMALLEST_SIDE = 8;

  /**
   * Images in 0..1 may stray a little above 1; in 0..255 the largest sample is hardly below this.
   */
  private static final double UNIT_RANGE = 2;

  private OutputFiles() {}

  static void write(Path folder, String sample, Map<String, Tensor> outputs) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
      String name = plain(sample) + "." + plain(output.getKey());
      TensorFiles.write(folder.resolve(name + ".npy"), numpy(output.getValue()));
      if (isImage(output.getValue())) {
        Path png = folder.resolve(name + ".png");
        if (!ImageIO.write(image(output.getValue()), "png", png.toFile())) {
          throw new IOException("this Java runtime cannot write PNG images");
        }
      }
    }
  }

  /** NumPy has no BFLOAT16 and no narrow types: floats become float32, integers 8 bits wide. */
  private static Tensor numpy(Tensor output) {
    DType dtype = output.dtype();
    if (dtype == DType.BFLOAT16 || (dtype.isFloat() && dtype.isStorageOnly())) {
      return Tensor.of(output.toFloats(), output.shape().toArray());
    } else if (dtype.isStorageOnly()) {
      DType bytes = dtype.isUnsigned() ? DType.UINT8 : DType.INT8;
      return Tensor.wrap(bytes, output.shape(), output.data());
    }
    return output;
  }

  /** Names of values may hold slashes and worse. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+", "");
    return plain.isEmpty() ? "output" : plain;
  }

  private static boolean isImage(Tensor output) {
    Shape shape = output.shape();
    return shape.rank() == 4
        && shape.dim(0) == 1
        && (shape.dim(1) == 1 || shape.dim(1) == 3)
        && Math.min(shape.dim(2), shape.dim(3)) >= SMALLEST_SIDE
        && (output.dtype().isFloat() || output.dtype() == DType.UINT8);
  }

  private static BufferedImage image(Tensor output) {
    int channels = output.shape().intDim(1);
    int height = output.shape().intDim(2);
    int width = output.shape().intDim(3);
    long plane = (long) height * width;
    double max = 0;
    for (long i = 0; i < output.shape().size(); i++) {
      max = Math.max(max, output.getDouble(i));
    }
    double scale = output.dtype().isFloat() && max <= UNIT_RANGE ? 255 : 1;
    int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          double value = output.getDouble(c * plane + (long) y * width + x) * scale;
          image.getRaster().setSample(x, y, c, Math.clamp(Math.round(value), 0, 255));
        }
      }
    }
    return image;
  }
}
