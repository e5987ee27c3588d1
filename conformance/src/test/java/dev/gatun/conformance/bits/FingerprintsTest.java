package dev.gatun.conformance.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gatun.InvalidInputException;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private final Fingerprints twoMore =
      new Fingerprints(SessionOptions.defaults().withBackend("reference"), 2);

  private static Fingerprint of(Tensor... results) {
    return Fingerprint.of("x", List.of(results));
  }

  @Test
  void everyBitOfEveryResultCounts() {
    Fingerprint two = of(Tensor.of(new float[] {1, 0}, 2));
    assertEquals(two, of(Tensor.of(new float[] {1, 0}, 2)));
    assertNotEquals(two, of(Tensor.of(new float[] {1, -0.0f}, 2)));
    assertNotEquals(two, of(Tensor.of(new float[] {Math.nextUp(1f), 0}, 2)));
    assertNotEquals(two, of(Tensor.of(new float[] {1, 0}, 1, 2)));
    assertNotEquals(two, of(Tensor.of(new float[] {1, 0}, 2), Tensor.of(new float[] {1}, 1)));
    assertNotEquals(of(Tensor.of(new long[] {1L << 60}, 1)), of(Tensor.of(new long[] {1}, 1)));
  }

  @Test
  void allNaNsAreOne() {
    float other = Float.intBitsToFloat(0x7fc00001);
    assertEquals(of(Tensor.of(new float[] {Float.NaN}, 1)), of(Tensor.of(new float[] {other}, 1)));
  }

  @Test
  void aRunThatDiffersIsNamed() {
    Fingerprint got =
        Fingerprints.refusalOr(
            "x",
            () ->
                twoMore.steady("x", run -> List.of(Tensor.of(new float[] {run == 3 ? 1 : 0}, 1))));
    assertEquals("FAILED  x: run 3 differs from run 0", got.toString());
  }

  @Test
  void aRefusalStandsInTheDigestsPlace() {
    Fingerprint got =
        Fingerprints.refusalOr(
            "x",
            () -> {
              throw new InvalidInputException("no");
            });
    assertEquals("InvalidInputException  x", got.toString());
  }
}
