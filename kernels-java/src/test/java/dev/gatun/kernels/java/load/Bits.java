package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Tensor;
import java.util.List;

/// Compares results by their bits.
final class Bits {
  private Bits() {}

  /// Requires the same types, shapes and bits.
  ///
  /// @param expected results of a serial run
  /// @param actual results to look at
  /// @param where they come from, for the message
  static void assertSame(List<Tensor> expected, List<Tensor> actual, String where) {
    assertEquals(expected.size(), actual.size(), where);
    for (int i = 0; i < expected.size(); i++) {
      Tensor wanted = expected.get(i);
      Tensor got = actual.get(i);
      String output = where + ", output " + i;
      assertEquals(wanted.dtype(), got.dtype(), output);
      assertEquals(wanted.shape(), got.shape(), output);
      long at = wanted.data().mismatch(got.data());
      assertEquals(-1, at, () -> output + ": the first byte that differs");
    }
  }
}
