package dev.gatun.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Image;
import dev.gatun.image.Bilinear.Box;
import dev.gatun.image.Bilinear.Size;
import dev.gatun.image.Bilinear.Target;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BilinearTest {
  private static float[] stretch(Image image, int width, int height) {
    return Bilinear.resample(
        image, new Target(new Size(width, height), new Box(0, 0, width, height)));
  }

  @Test
  void growing_interpolates_between_half_pixel_centres() {
    Image image = Image.of(2, 1, 1, new byte[] {0, 100});
    // centres at -1/4, 1/4, 3/4, 5/4 of the input's pixel grid
    assertArrayEquals(new float[] {0, 25, 75, 100}, stretch(image, 4, 1), 1e-4f);
  }

  @Test
  void shrinking_weighs_every_pixel_by_a_stretched_triangle() {
    Image image = Image.of(4, 1, 1, new byte[] {0, 40, 80, 120});
    // to two pixels: centre 1, reach 2: weights 3/4, 3/4, 1/4 of pixels 0, 1, 2, then normalised
    float left = (0.75f * 0 + 0.75f * 40 + 0.25f * 80) / 1.75f;
    assertArrayEquals(new float[] {left, 120 - left}, stretch(image, 2, 1), 1e-4f);
  }

  @Test
  void the_same_size_changes_nothing() {
    byte[] samples = new byte[7 * 5 * 3];
    new Random(3).nextBytes(samples);
    float[] same = stretch(Image.of(7, 5, 3, samples), 7, 5);
    for (int i = 0; i < same.length; i++) {
      assertEquals(Byte.toUnsignedInt(samples[i]), same[i]);
    }
  }

  @Test
  void a_flat_image_stays_flat_at_any_size() {
    byte[] samples = new byte[13 * 11];
    Arrays.fill(samples, (byte) 77);
    for (int size : new int[] {1, 2, 5, 12, 13, 40}) {
      for (float v : stretch(Image.of(13, 11, 1, samples), size, size + 1)) {
        assertEquals(77, v, 1e-4f);
      }
    }
  }

  @Test
  void a_part_is_the_same_as_a_cut_of_the_whole() {
    byte[] samples = new byte[19 * 17];
    new Random(4).nextBytes(samples);
    Image image = Image.of(19, 17, 1, samples);
    float[] whole = stretch(image, 9, 30);
    float[] part = Bilinear.resample(image, new Target(new Size(9, 30), new Box(2, 11, 3, 4)));
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 3; x++) {
        assertEquals(whole[(11 + y) * 9 + 2 + x], part[y * 3 + x]);
      }
    }
  }
}
