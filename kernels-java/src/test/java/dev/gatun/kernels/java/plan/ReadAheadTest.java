package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.java.tile.ConvTile;
import org.junit.jupiter.api.Test;

/// How far the touches of a step's rounds reach.
final class ReadAheadTest {
  @Test
  void touchesAllThatTwoLinesARoundCanAndNothingBehindIt() {
    for (long bytes : new long[] {ConvTile.TOUCHED, 1000, 4096, 1 << 20}) {
      for (long rounds : new long[] {1, 7, 64, 10_000}) {
        long stride = ReadAhead.stride(bytes, rounds);
        long end = rounds * stride + ConvTile.TOUCHED;
        assertTrue(end <= bytes, bytes + " bytes, " + rounds + " rounds: to " + end);
        assertTrue(
            stride == ConvTile.TOUCHED || end + rounds > bytes,
            bytes + " bytes, " + rounds + " rounds: only to " + end);
      }
    }
  }

  @Test
  void tooFewBytesAreNotGoneThrough() {
    assertEquals(0, ReadAhead.stride(0, 5));
    assertEquals(0, ReadAhead.stride(ConvTile.TOUCHED - 1, 0));
  }
}
