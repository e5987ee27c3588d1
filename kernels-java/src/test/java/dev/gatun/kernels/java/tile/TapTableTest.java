package dev.gatun.kernels.java.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What a tile checks of its input is as wide as what its taps read, and no wider.
final class TapTableTest {
  @Test
  void spansFromTheFirstInputToBehindTheLast() {
    TapTable table = TapTable.of(400, 1, -96, 8, 380, 6);
    assertEquals(15, table.depth());
    assertEquals(-96, table.first());
    assertEquals(404 + 96, table.bytes());
    assertFalse(table.isEmpty());
  }

  @Test
  void aLongTapMayReachFurtherThanALaterOne() {
    TapTable table = TapTable.of(0, 100, 40, 1);
    assertEquals(0, table.first());
    assertEquals(400, table.bytes());
  }

  @Test
  void aPartSpansItsOwn() {
    TapTable part = TapTable.of(400, 1, -96, 8, 380, 6).part(1, 3);
    assertArrayEquals(new int[] {-96, 8, 380, 6}, part.pairs());
    assertEquals(14, part.depth());
    assertEquals(-96, part.first());
    assertEquals(404 + 96, part.bytes());
  }

  @Test
  void displacementsAndCountsDoNotOverflow() {
    TapTable table = TapTable.of(Integer.MAX_VALUE, 1 << 30, Integer.MIN_VALUE, 1);
    assertEquals(Integer.MIN_VALUE, table.first());
    assertEquals(0xffffffffL + (4L << 30), table.bytes());
    assertThrows(ArithmeticException.class, () -> TapTable.of(0, 1 << 30, 0, 1 << 30));
  }

  @Test
  void noTapsSpanNothing() {
    TapTable table = TapTable.of();
    assertTrue(table.isEmpty());
    assertEquals(0, table.depth());
    assertEquals(0, table.first());
    assertEquals(0, table.bytes());
  }

  @Test
  void keepsACopy() {
    int[] pairs = {4, 8};
    TapTable table = TapTable.of(pairs);
    pairs[0] = 1 << 20;
    assertArrayEquals(new int[] {4, 8}, table.pairs());
  }

  @Test
  void refusesHalvesAndEmptyTaps() {
    assertThrows(IllegalArgumentException.class, () -> TapTable.of(0));
    assertThrows(IllegalArgumentException.class, () -> TapTable.of(0, 0));
    assertThrows(IllegalArgumentException.class, () -> TapTable.of(0, 4, 0, -4));
  }
}
