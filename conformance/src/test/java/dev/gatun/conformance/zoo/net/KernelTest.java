package dev.gatun.conformance.zoo.net;

import static dev.gatun.conformance.zoo.net.Kernel.k;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Shape;
import org.junit.jupiter.api.Test;

class KernelTest {
  private static final double CLOSE = 1e-12;

  @Test
  void windowsWithoutBorderLieInside() {
    assertEquals(1, k(3).stride(2).inside(Shape.of(1, 8, 9, 7)), CLOSE);
  }

  @Test
  void bordersCutWindows() {
    // Along three places, windows of three hold 2, 3 and 2.
    assertEquals(7.0 / 9 * 7 / 9, k(3).same().inside(Shape.of(1, 8, 3, 3)), CLOSE);
    // Along two places, 2 and 2.
    assertEquals(2.0 / 3 * 7 / 9, k(3).same().inside(Shape.of(1, 8, 2, 3)), CLOSE);
  }

  @Test
  void distantTapsLieOutside() {
    // Nothing but the middle tap meets four places where the others are six away.
    assertEquals(1.0 / 9, k(3).dilation(6).same().inside(Shape.of(1, 8, 4, 4)), CLOSE);
  }

  @Test
  void stridesSkipWindows() {
    // Along four places with a border of one, windows begin at −1 and 1: 2 and 3 taps.
    assertEquals(5.0 / 6 * 5 / 6, k(3).stride(2).same().inside(Shape.of(1, 8, 4, 4)), CLOSE);
  }
}
