package dev.gatun.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.kernels.opencl.Devices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClBlastCommandTest {
  /// The command compares both results with double precision, and whole runs with each other.
  @Test
  void bothAreMeasuredAndRight() {
    assumeTrue(Devices.get().chosen() != null, "skipped: " + Devices.get().reason());
    Captured clblast = Captured.run("clblast", "--turns", "1", "--sizes", "64,8x9");
    assertEquals(0, clblast.code(), clblast.err());
    for (String word : new String[] {"product 64×64×64", "3×3 8×9×9 → 8", "opencl conv"}) {
      assertTrue(clblast.out().contains(word), () -> word + " is missing in " + clblast.out());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "64x", "x9", "12345", "8x9x9", "all"})
  void aSizeThatIsNoneIsRefused(String size) {
    Captured clblast = Captured.run("clblast", "--sizes", size);
    assertEquals(2, clblast.code(), clblast.err());
    assertTrue(clblast.err().contains("got --sizes " + size + ", required"), clblast.err());
  }
}
