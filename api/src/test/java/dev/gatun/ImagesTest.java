package dev.gatun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Images.Channels;
import dev.gatun.Images.Layout;
import dev.gatun.Images.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {
  private static final long MOST = 1_000_000;

  /** Eight by eight, in quarters: red, green, blue, white. (The JDK loses pixels of tiny GIFs.) */
  private static BufferedImage colours(int type) {
    BufferedImage image = new BufferedImage(8, 8, type);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        image.setRGB(x, y, quarter(x, y));
      }
    }
    return image;
  }

  private static int quarter(int x, int y) {
    return y < 4 ? (x < 4 ? 0xffff0000 : 0xff00ff00) : (x < 4 ? 0xff0000ff : 0xffffffff);
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      assertTrue(ImageIO.write(image, format, out), "no writer for " + format);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void lossless_formats_give_their_samples(String format) {
    int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
    Image image = Images.read(encode(colours(type), format), MOST);
    assertEquals("8x8 RGB", image.toString());
    for (int i = 0; i < 64; i++) {
      for (int c = 0; c < 3; c++) {
        int expected = quarter(i % 8, i / 8) >> (16 - 8 * c) & 0xff;
        assertEquals(expected, image.sample(i % 8, i / 8, c));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"png", "jpeg"})
  void grey_samples_are_not_brightened(String format) {
    BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      grey.getRaster().setSample(i % 16, i / 16, 0, 100);
    }
    Image image = Images.read(encode(grey, format), MOST);
    assertEquals(1, image.channels());
    assertEquals(100, image.sample(7, 7, 0), 1);
  }

  @Test
  void sixteen_bits_become_eight() {
    BufferedImage grey = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 0xffff);
    grey.getRaster().setSample(1, 0, 0, 0x8000);
    Image image = Images.read(encode(grey, "png"), MOST);
    assertEquals(255, image.sample(0, 0, 0));
    assertEquals(128, image.sample(1, 0, 0));
    assertEquals(0, image.sample(2, 0, 0));
  }

  @Test
  void transparency_is_composed_over_white() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00123456);
    image.setRGB(1, 0, 0x80000000);
    image.setRGB(2, 0, 0xff000000);
    Image read = Images.read(encode(image, "png"), MOST);
    assertEquals(255, read.sample(0, 0, 0));
    assertEquals(127, read.sample(1, 0, 1));
    assertEquals(0, read.sample(2, 0, 2));
  }

  @Test
  void jpeg_orientation_is_honoured() {
    BufferedImage image = new BufferedImage(32, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 32; x++) {
        image.getRaster().setSample(x, y, 0, 200); // the stored top half is bright
      }
    }
    byte[] jpeg = encode(image, "jpeg");
    Image asStored = Images.read(jpeg, MOST);
    assertEquals("32x16 grey", asStored.toString());
    // 6: the stored top is the right side of what was seen
    Image turned = Images.read(withOrientation(jpeg, 6), MOST);
    assertEquals("16x32 grey", turned.toString());
    assertEquals(200, turned.sample(12, 16, 0), 4);
    assertEquals(0, turned.sample(3, 16, 0), 4);
    // 3: upside down
    Image flipped = Images.read(withOrientation(jpeg, 3), MOST);
    assertEquals(200, flipped.sample(3, 12, 0), 4);
  }

  private static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0, // segment
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // TIFF header
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0, // one entry
      0,
      0,
      0,
      0 // no next directory
    };
    byte[] out = new byte[jpeg.length + exif.length];
    System.arraycopy(jpeg, 0, out, 0, 2);
    System.arraycopy(exif, 0, out, 2, exif.length);
    System.arraycopy(jpeg, 2, out, 2 + exif.length, jpeg.length - 2);
    return out;
  }

  @Test
  void damaged_files_end_in_a_typed_exception() {
    Random random = new Random(1);
    for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
      byte[] whole = encode(colours(BufferedImage.TYPE_INT_RGB), format);
      for (int length = 0; length < whole.length; length++) {
        readOrRefuse(Arrays.copyOf(whole, length));
      }
      for (int i = 0; i < 2000; i++) {
        byte[] flipped = whole.clone();
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        readOrRefuse(flipped);
      }
    }
  }

  private static void readOrRefuse(byte[] file) {
    try {
      Images.read(file, MOST);
    } catch (InvalidInputException | LimitExceededException expected) {
      assertTrue(expected.getMessage().startsWith("image: "), expected.getMessage());
    }
  }

  @Test
  void a_header_that_promises_too_much_is_refused_before_it_is_decoded() {
    byte[] png = encode(colours(BufferedImage.TYPE_INT_RGB), "png");
    assertThrows(LimitExceededException.class, () -> Images.read(png, 63));
    png[16] = 0x7f; // the most significant bytes of width and height
    png[20] = 0x7f;
    var e = assertThrows(LimitExceededException.class, () -> Images.read(png, Images.MAX_PIXELS));
    assertTrue(e.getMessage().contains("at most 100000000 pixels"), e.getMessage());
  }

  @Test
  void files_that_are_not_images(@TempDir Path folder) throws IOException {
    Path page = Files.writeString(folder.resolve("a.png"), "<html></html>");
    for (Path path : new Path[] {page, folder, folder.resolve("none.png")}) {
      var e = assertThrows(InvalidInputException.class, () -> Images.read(path));
      assertTrue(e.getMessage().startsWith("image " + path + ": "), e.getMessage());
    }
    byte[] png = encode(colours(BufferedImage.TYPE_INT_RGB), "png");
    assertEquals(8, Images.read(Files.write(folder.resolve("b"), png)).width());
    assertEquals(8, Images.read(new ByteArrayInputStream(png)).width());
  }

  @Test
  void channels_and_layouts() {
    Image image = Image.of(2, 1, 3, new byte[] {10, 20, 30, 40, 50, 60});
    var raw = Images.preprocessing().withScale(1);
    Tensor rgb = raw.toTensor(image);
    assertEquals("FLOAT32[1,3,1,2]", rgb.toString());
    assertArrayEquals(new float[] {10, 40, 20, 50, 30, 60}, rgb.toFloats());
    assertArrayEquals(
        new float[] {30, 60, 20, 50, 10, 40},
        raw.withChannels(Channels.BGR).toTensor(image).toFloats());
    Tensor last = raw.withLayout(Layout.NHWC).toTensor(image, image);
    assertEquals("FLOAT32[2,1,2,3]", last.toString());
    assertArrayEquals(
        new float[] {10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60}, last.toFloats());
    Tensor grey = raw.withChannels(Channels.GREY).toTensor(image);
    assertEquals("FLOAT32[1,1,1,2]", grey.toString());
    assertArrayEquals(new float[] {18, 48}, grey.toFloats());
  }

  @Test
  void scale_mean_and_std() {
    Image image = Image.of(1, 1, 3, new byte[] {0, 51, (byte) 255});
    var p = Images.preprocessing().withMean(0.5f, 0.1f, 0).withStd(0.5f, 0.1f, 2);
    assertArrayEquals(new float[] {-1, 1, 0.5f}, p.toTensor(image).toFloats(), 1e-6f);
    assertThrows(InvalidInputException.class, () -> Images.preprocessing().withMean(1, 2));
    assertThrows(InvalidInputException.class, () -> Images.preprocessing().withStd(0));
    assertThrows(InvalidInputException.class, p::toTensor);
  }

  @Test
  void letterbox_centres_on_its_fill() {
    Image image = Image.of(4, 2, 1, new byte[] {9, 9, 9, 9, 9, 9, 9, 9});
    var box = Images.preprocessing().withChannels(Channels.GREY).withScale(1).withFill(1);
    float[] y = box.withResize(Resize.LETTERBOX, 2, 4).toTensor(image).toFloats();
    assertArrayEquals(new float[] {1, 1, 9, 9, 1, 1, 1, 1}, y, 1e-5f);
  }

  @Test
  void crop_takes_the_middle() {
    byte[] ramp = new byte[8];
    for (int i = 0; i < 8; i++) {
      ramp[i] = (byte) i;
    }
    var p = Images.preprocessing().withChannels(Channels.GREY).withScale(1);
    Image wide = Image.of(8, 1, 1, ramp);
    assertArrayEquals(
        new float[] {3, 4}, p.withResize(Resize.CROP, 2, 1).toTensor(wide).toFloats(), 1e-5f);
    Image tall = Image.of(1, 8, 1, ramp);
    assertArrayEquals(
        new float[] {3, 4}, p.withResize(Resize.CROP, 1, 2).toTensor(tall).toFloats(), 1e-5f);
  }

  @Test
  void images_of_two_sizes_make_no_batch() {
    Image one = Image.of(1, 1, 1, new byte[1]);
    Image two = Image.of(2, 1, 1, new byte[2]);
    var e =
        assertThrows(InvalidInputException.class, () -> Images.preprocessing().toTensor(one, two));
    assertTrue(e.getMessage().contains("image 1 of the batch is 2x1"), e.getMessage());
  }
}
