package dev.gatun.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatun.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What makes a comparison of engines fail.
class AgreementTest {
  private static final Tensor SCORES = Tensor.of(new float[] {3, -4, 0}, 3);
  private static final Tensor LABELS = Tensor.of(new long[] {7, 8}, 2);

  private static @Nullable String fault(Tensor got, Tensor required) {
    return Agreement.of(Map.of("y", got), Map.of("y", required)).fault();
  }

  @Test
  void distancesArePartsOfTheNorm() {
    Tensor near = Tensor.of(new float[] {3, -4, 0.0004f}, 3);
    assertNull(fault(near, SCORES));
    assertEquals(8e-5, Agreement.of(Map.of("y", near), Map.of("y", SCORES)).worst(), 1e-8);
    assertNotNull(fault(Tensor.of(new float[] {3, -4, 0.0006f}, 3), SCORES));
  }

  @Test
  void theFurthestElementIsAPartOfTheRootMeanSquare() {
    Tensor wanted = Tensor.of(new float[] {2, -2, 2, 2}, 4);
    Tensor got = Tensor.of(new float[] {2, -2, 1, 2.5f}, 4);
    assertEquals(0.5, Agreement.of(Map.of("y", got), Map.of("y", wanted)).max(), 1e-12);
    assertEquals(0, Agreement.of(Map.of("y", wanted), Map.of("y", wanted)).max());
  }

  @Test
  void whatIsNoNumberIsFar() {
    assertNotNull(fault(Tensor.of(new float[] {3, Float.NaN, 0}, 3), SCORES));
    assertNotNull(fault(Tensor.of(new float[] {3, -4, 1}, 3), Tensor.of(new float[3], 3)));
  }

  @Test
  void labelsMustBeEqual() {
    assertNull(fault(LABELS, Tensor.of(new long[] {7, 8}, 2)));
    assertNotNull(fault(LABELS, Tensor.of(new long[] {7, 9}, 2)));
  }

  @Test
  void shapesTypesAndNamesMustBeEqual() {
    assertNotNull(fault(SCORES, Tensor.of(new float[] {3, -4, 0}, 1, 3)));
    assertNotNull(fault(SCORES, Tensor.of(new float[] {3, -4}, 2)));
    assertNotNull(fault(LABELS, Tensor.of(new int[] {7, 8}, 2)));
    assertNotNull(Agreement.of(Map.of("x", SCORES), Map.of("y", SCORES)).fault());
  }
}
