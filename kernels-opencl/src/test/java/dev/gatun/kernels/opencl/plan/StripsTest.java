package dev.gatun.kernels.opencl.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StripsTest {
  private static final int KILO = 1 << 10;

  /// Each tile meets each panel once: no strip and no block too many, none too few.
  @Property
  void everyTileMeetsEveryPanel(
      @ForAll @IntRange(min = 1, max = 5000) int tiles,
      @ForAll @IntRange(min = 1, max = 40) int sets,
      @ForAll @IntRange(min = 1, max = 300) int panels,
      @ForAll @IntRange(max = 1 << 20) int tileBytes,
      @ForAll @IntRange(max = 1 << 20) int panelBytes,
      @ForAll @IntRange(min = 1, max = 1 << 17) int busy) {
    long pixelBytes = (long) tiles * tileBytes;
    Strips got =
        Strips.of(new Strips.Work(tiles, sets, panels, tileBytes, pixelBytes, panelBytes), busy);
    assertCovers(tiles, got.tiles(), got.count());
    assertCovers((long) sets * panels, got.panels(), got.blocks());
    assertTrue(got.panels() <= panels, "a block of " + got.panels() + " in sets of " + panels);
    if (got.tiles() > 1) {
      assertTrue(got.tiles() * tileBytes <= 160 * KILO, "a strip of " + got.tiles() * tileBytes);
      long items = (long) tiles * sets * panels / got.tiles();
      assertTrue(items >= busy, items + " items");
    }
  }

  private static void assertCovers(long all, long length, long count) {
    assertTrue(length * count >= all, count + " times " + length + " of " + all);
    assertTrue(length * (count - 1) < all, count + " times " + length + " of " + all);
  }

  /// 1024 × 1024 × 1024 with tiles of 6 × 16 on two cores: by blocks of two panels, pixels would be
  /// read 32 times.
  @Example
  void weightsStreamPastLongStrips() {
    assertEquals(
        new Strips(6, 64, 29, 1),
        Strips.of(new Strips.Work(171, 1, 64, 24 * KILO, 4096 * KILO, 64 * KILO), 128));
  }

  /// A convolution of 512 channels of 7 × 7: its few pixels are read again, not its weights.
  @Example
  void pixelsStreamPastManyWeights() {
    assertEquals(
        new Strips(2, 4, 5, 8),
        Strips.of(new Strips.Work(9, 1, 32, 12 * KILO, 98 * KILO, 32 * KILO), 128));
  }

  /// Products of a batch share no pixels: blocks end with them, though all weights together would
  /// be read less often.
  @Example
  void batchesAreApart() {
    assertEquals(
        new Strips(17, 16, 1, 36),
        Strips.of(new Strips.Work(17, 36, 16, 6 * KILO, 98 * KILO, 16 * KILO), 128));
  }
}
