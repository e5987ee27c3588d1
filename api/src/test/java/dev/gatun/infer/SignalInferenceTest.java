package dev.gatun.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.ModelFormatException;
import dev.gatun.Tensor;
import dev.gatun.op.Dft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Types and binding of Fourier transforms.
class SignalInferenceTest {
  @ParameterizedTest
  @CsvSource({
    "-2, , false, false, 'f[N,10,1]', 'f[N,10,2]'",
    "-2, , false, true, 'f[N,10,1]', 'f[N,6,2]'",
    "1, , true, true, 'd[N,6,2]', 'd[N,10,1]'",
    "1, 7, true, true, 'f[N,6,2]', 'f[N,7,1]'",
    "0, 3, true, false, 'h[9,?,2]', 'h[3,?,2]'",
    "0, , false, false, 'f[N,4,2]', 'f[?,4,2]'",
    "0, , false, false, 'f...', 'f...'",
  })
  void types(int axis, Long length, boolean inverse, boolean oneSided, String x, String y) {
    assertEquals(y, OneNode.infer(new Dft(axis, length, inverse, oneSided), x));
  }

  @ParameterizedTest
  @CsvSource({
    "2, , false, false, 'f[4,4,2]', 'one before the last'",
    "3, , false, false, 'f[4,4,2]', 'required -3 to 2'",
    "1, , false, true, 'f[4,4,2]', 'required 1 for real numbers'",
    "1, , false, false, 'f[4,4,3]', 'or 2 for complex ones'",
    "1, -1, false, false, 'f[4,4,1]', 'got length -1'",
    "1, 0, false, true, 'f[4,4,1]', 'required 1 to'",
    "1, , false, false, 'l[4,4,1]', 'floating-point'",
    "0, , false, false, 'f[4]', 'one before the last'",
  })
  void misfits(int axis, Long length, boolean inverse, boolean oneSided, String x, String part) {
    ModelFormatException e =
        assertThrows(
            ModelFormatException.class,
            () -> OneNode.infer(new Dft(axis, length, inverse, oneSided), x));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  @Test
  void lengthAndAxisMayBeInputs() {
    Dft open = new Dft(null, null, false, false);
    assertEquals(
        new Dft(1, 5L, false, false),
        OneNode.bound(open, "f[3,4,1]", Tensor.scalar(5L), OneNode.ints(-2)));
    assertEquals("f[?,?,2]", OneNode.infer(open, "f[3,4,1]", "l[]", "l[]"));
    assertEquals("f[3,?,2]", OneNode.infer(open, "f[3,4,1]", "l[]", OneNode.ints(1)));
  }
}
