package dev.gatun.image;

import dev.gatun.Image;
import dev.gatun.InvalidInputException;
import dev.gatun.LimitExceededException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes image files with the JDK's own readers. Loading this class needs the module
/// `java.desktop`.
public final class ImageFiles {
  /// The longest side: JPEG's own limit. Longer images of other formats are refused.
  public static final int MAX_SIDE = 65_535;

  private enum Format {
    PNG,
    JPEG,
    GIF,
    BMP
  }

  private ImageFiles() {}

  /// Decodes a whole file: the first frame of an animation, turned as its Exif orientation says.
  ///
  /// @param file the file's bytes
  /// @param name what to call it in messages
  /// @param maxPixels most pixels to decode
  /// @return the image
  /// @throws InvalidInputException if it is of no known format or damaged
  /// @throws LimitExceededException if it is larger than allowed
  public static Image decode(byte[] file, String name, long maxPixels) {
    Format format = format(file, name);
    Iterator<ImageReader> readers =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
    if (!readers.hasNext()) {
      throw new InvalidInputException(
          name + ": this Java runtime has no reader for " + format + " images");
    }
    ImageReader reader = readers.next();
    // A memory stream, because ImageIO's default is a temporary file.
    try (MemoryCacheImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, true, true);
      checkSize(reader.getWidth(0), reader.getHeight(0), name, maxPixels);
      BufferedImage decoded = reader.read(0);
      checkSize(decoded.getWidth(), decoded.getHeight(), name, maxPixels);
      Image image = Samples.of(decoded);
      return format == Format.JPEG ? Orientation.upright(image, ExifOrientation.of(file)) : image;
    } catch (InvalidInputException | LimitExceededException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // The readers report damage with whatever their inner loops happen to throw.
      throw new InvalidInputException(
          name + ": damaged or unsupported " + format + " image (" + reason(e) + ")", e);
    } catch (OutOfMemoryError e) {
      throw new LimitExceededException(
          name + ": the image does not fit the Java heap; raise -Xmx", e);
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.strip();
  }

  private static void checkSize(int width, int height, String name, long maxPixels) {
    if (width < 1 || height < 1) {
      throw new InvalidInputException(
          name + ": got an image of " + width + "x" + height + ", required 1 pixel or more");
    }
    long most = Math.min(maxPixels, Integer.MAX_VALUE / 4); // three samples each must fit an array
    if ((long) width * height > most) {
      throw new LimitExceededException(
          name
              + ": got an image of "
              + width
              + "x"
              + height
              + ", at most "
              + most
              + " pixels are allowed");
    }
    if (Math.max(width, height) > MAX_SIDE) {
      throw new LimitExceededException(
          name
              + ": got an image of "
              + width
              + "x"
              + height
              + ", the longest side allowed is "
              + MAX_SIDE);
    }
  }

  /// By the first bytes; names and endings lie.
  private static Format format(byte[] file, String name) {
    if (startsWith(file, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
      return Format.PNG;
    }
    if (startsWith(file, 0xff, 0xd8, 0xff)) {
      return Format.JPEG;
    }
    if (startsWith(file, 'G', 'I', 'F', '8')) {
      return Format.GIF;
    }
    if (startsWith(file, 'B', 'M')) {
      return Format.BMP;
    }
    throw new InvalidInputException(
        name
            + ": got "
            + (file.length == 0 ? "an empty file" : "an unknown format")
            + ", required PNG, JPEG, GIF or BMP");
  }

  private static boolean startsWith(byte[] file, int... signature) {
    if (file.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (Byte.toUnsignedInt(file[i]) != signature[i]) {
        return false;
      }
    }
    return true;
  }
}
