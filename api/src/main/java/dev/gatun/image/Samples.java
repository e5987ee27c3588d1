package dev.gatun.image;

import dev.gatun.Image;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/// Takes the 8-bit samples out of a decoded image. Stored values are kept as they are, without
/// colour management: AWT's own conversion would brighten grey images, whose colour space it takes
/// for linear, and networks are trained on the stored values. Transparent pixels are composed over
/// white.
final class Samples {
  private static final int WHITE = 255;

  private Samples() {}

  static Image of(BufferedImage image) {
    ColorModel model = image.getColorModel();
    int colours = model.getNumColorComponents();
    int type = model.getColorSpace().getType();
    if (model instanceof ComponentColorModel
        && (type == ColorSpace.TYPE_GRAY || type == ColorSpace.TYPE_RGB)) {
      return ofBands(image.getRaster(), model, colours);
    }
    return ofArgb(image, model instanceof IndexColorModel palette && isGrey(palette));
  }

  private static Image ofBands(Raster raster, ColorModel model, int colours) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int bands = raster.getNumBands();
    boolean alpha = model.hasAlpha() && bands > colours;
    int[] row = new int[width * bands];
    byte[] out = new byte[width * height * colours];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int opacity =
            alpha ? to8Bits(row[x * bands + colours], model.getComponentSize(colours)) : WHITE;
        for (int c = 0; c < colours; c++) {
          int value = to8Bits(row[x * bands + c], model.getComponentSize(c));
          out[at++] = (byte) overWhite(value, opacity);
        }
      }
    }
    return Image.of(width, height, colours, out);
  }

  /// Palettes and packed pixels, which are sRGB, and rarer colour spaces, which AWT converts.
  private static Image ofArgb(BufferedImage image, boolean grey) {
    int width = image.getWidth();
    int height = image.getHeight();
    int channels = grey ? 1 : 3;
    int[] row = new int[width];
    byte[] out = new byte[width * height * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        int opacity = argb >>> 24;
        for (int c = 0; c < channels; c++) {
          out[at++] = (byte) overWhite((argb >> (16 - 8 * c)) & 0xff, opacity);
        }
      }
    }
    return Image.of(width, height, channels, out);
  }

  private static boolean isGrey(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return false;
      }
    }
    return true;
  }

  private static int to8Bits(int value, int bits) {
    return bits == 8 ? value : (int) ((value * 255L + ((1L << bits) - 1) / 2) / ((1L << bits) - 1));
  }

  private static int overWhite(int value, int opacity) {
    return (value * opacity + WHITE * (255 - opacity) + 127) / 255;
  }
}
