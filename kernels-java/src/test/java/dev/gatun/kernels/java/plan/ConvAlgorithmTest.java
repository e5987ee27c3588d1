package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.BackendException;
import dev.gatun.Shape;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Conv;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The choice of an algorithm and of its blocks, without a kernel.
class ConvAlgorithmTest {
  /// Of a fair share of the tiles, what the busiest thread may have where a thread has nothing:
  /// seven blocks of four rows on eight threads end sooner than fourteen of two.
  private static final double MOST_UNFAIR = 1.5;

  private static ConvShape shape(int inC, int outC, int size) {
    return new ConvShape(1, inC, outC, size, size, null);
  }

  @ParameterizedTest
  @CsvSource({
    // VGG-16 and ResNet-50
    "64, 64, 224, WINOGRAD4",
    "128, 128, 112, WINOGRAD4",
    "256, 256, 56, WINOGRAD4",
    "512, 512, 28, WINOGRAD4",
    "512, 512, 14, WINOGRAD2",
    "64, 64, 56, WINOGRAD4",
    "128, 128, 28, WINOGRAD4",
    // too small to bother
    "33, 65, 7, DIRECT",
    "32, 64, 14, DIRECT",
    // few channels are more transform than product
    "3, 64, 224, DIRECT",
    "12, 16, 208, DIRECT",
    "64, 16, 208, DIRECT",
  })
  void followsWhatWasMeasured(int inC, int outC, int size, ConvAlgorithm wanted) {
    Assumptions.assumeTrue(
        Width.BITS == 512, "the choices were measured at 512 bits, this is " + Width.DESCRIPTION);
    assertEquals(wanted, ConvAlgorithm.choose(ConvMode.AUTO, shape(inC, outC, size), 1));
  }

  @ParameterizedTest
  @EnumSource(ConvMode.class)
  void anObstacleMeansDirect(ConvMode mode) {
    ConvShape shape = new ConvShape(1, 64, 64, 56, 56, "grouped");
    assertEquals(ConvAlgorithm.DIRECT, ConvAlgorithm.choose(mode, shape, 2));
  }

  @Test
  void namedAlgorithmsAreTaken() {
    ConvShape tiny = shape(1, 1, 1);
    assertEquals(ConvAlgorithm.DIRECT, ConvAlgorithm.choose(ConvMode.DIRECT, tiny, 1));
    assertEquals(ConvAlgorithm.WINOGRAD2, ConvAlgorithm.choose(ConvMode.WINOGRAD2, tiny, 1));
    assertEquals(ConvAlgorithm.WINOGRAD4, ConvAlgorithm.choose(ConvMode.WINOGRAD4, tiny, 1));
  }

  private static @Nullable String obstacle(Conv conv, boolean constant, long... input) {
    return ConvShape.of(conv, Shape.of(input), Shape.of(1, 8, 6, 6), constant).obstacle();
  }

  @Test
  void obstaclesAreNamed() {
    assertEquals(null, obstacle(Conv.of(3, 3), true, 1, 8, 8, 8));
    String window = "not 3x3 of stride 1 and dilation 1";
    assertEquals(window, obstacle(Conv.of(3, 3).withStride(2), true, 1, 8, 8, 8));
    assertEquals(window, obstacle(Conv.of(3, 3).withDilation(2), true, 1, 8, 8, 8));
    assertEquals(window, obstacle(Conv.of(3, 5), true, 1, 8, 8, 8));
    assertEquals(window, obstacle(Conv.of(3), true, 1, 8, 8));
    assertEquals("grouped", obstacle(Conv.of(3, 3).withGroups(2), true, 1, 8, 8, 8));
    assertEquals("weights are no constant", obstacle(Conv.of(3, 3), false, 1, 8, 8, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void blocksCoverThePlaneAndBalanceThreads(int threads) {
    for (int size : new int[] {1, 3, 7, 14, 28, 56, 113, 572}) {
      for (int outputs : new int[] {2, 4}) {
        ConvShape shape = shape(256, 256, size);
        WinogradBlocking blocking = WinogradBlocking.choose(shape, outputs, threads);
        WinogradGrid grid =
            new WinogradGrid(outputs, size, size, 16, 16, blocking.rows(), blocking.columns());
        assertTrue(grid.rowBlocks() * blocking.rows() >= grid.tileRows());
        assertTrue(grid.columnBlocks() * blocking.columns() >= grid.tileColumns());
        int tasks = grid.rowBlocks() * grid.columnBlocks() * blocking.chunks();
        int most = grid.tileRows() * Math.ceilDiv(16, WinogradBlocking.PANEL_BLOCKS);
        double share = (double) blocking.rows() * blocking.columns() / blocking.chunks();
        double fair = (double) grid.tileRows() * grid.tileColumns() / threads;
        boolean balanced = Math.ceilDiv(tasks, threads) * share <= MOST_UNFAIR * fair;
        assertTrue(balanced || tasks >= Math.min(threads, most), () -> size + ": " + blocking);
      }
    }
  }

  @Test
  void scratchPartsDoNotOverlap() {
    WinogradGrid grid = new WinogradGrid(4, 14, 30, 3, 2, 2, 8);
    assertEquals(4, grid.tileRows());
    assertEquals(8, grid.tileColumns());
    assertEquals(2, grid.rowBlocks());
    assertEquals(1, grid.columnBlocks());
    assertTrue(grid.blockStride() >= (long) grid.blockTiles() * Width.BLOCK_BYTES);
    assertTrue(grid.vPoint() >= 3 * grid.blockStride());
    assertTrue(grid.mPoint() >= 2 * grid.blockStride());
    assertTrue(grid.mOffset() >= 36 * grid.vPoint());
    assertTrue(grid.stripOffset() >= grid.mOffset() + 36 * grid.mPoint());
    assertTrue(grid.edgeOffset() >= grid.stripOffset() + 34L * 6 * Width.BLOCK_BYTES);
    assertTrue(grid.scratchBytes() >= grid.edgeOffset() + 4L * 32 * Width.BLOCK_BYTES);
  }

  @Test
  void aWrongNameIsRefused() {
    String before = System.getProperty(ConvMode.PROPERTY);
    try {
      System.setProperty(ConvMode.PROPERTY, "winograd4");
      assertEquals(ConvMode.WINOGRAD4, ConvMode.ofProperty());
      System.setProperty(ConvMode.PROPERTY, "fastest");
      BackendException e = assertThrows(BackendException.class, ConvMode::ofProperty);
      assertEquals(
          "-Dgatun.conv: got 'fastest', required auto, direct, winograd2 or winograd4",
          e.getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(ConvMode.PROPERTY);
      } else {
        System.setProperty(ConvMode.PROPERTY, before);
      }
    }
  }
}
