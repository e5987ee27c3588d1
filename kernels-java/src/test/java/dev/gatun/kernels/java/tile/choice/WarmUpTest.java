package dev.gatun.kernels.java.tile.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.kernels.java.width.Width;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WarmUpTest {
  @Test
  void aWarmUpThatRanOutOfMemoryIsTriedAgain() {
    assumeTrue(Width.isVector(), "nothing is warmed up: " + Width.DESCRIPTION);
    OutOfMemoryError error = new OutOfMemoryError("none left");
    AtomicInteger calls = new AtomicInteger();
    String kernel = "WarmUpTest";
    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class,
            () ->
                WarmUp.strip(
                    kernel,
                    memory -> {
                      throw error;
                    },
                    1)));
    assertTrue(WarmUp.strip(kernel, memory -> calls.incrementAndGet(), 1_000_000));
    int once = calls.get();
    assertTrue(once > 0);
    assertTrue(WarmUp.strip(kernel, memory -> calls.incrementAndGet(), 1_000_000));
    assertEquals(once, calls.get(), "calls once it is warm");
  }
}
