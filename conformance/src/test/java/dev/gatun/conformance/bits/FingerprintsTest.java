package dev.gatun.conformance.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gatun.InvalidInputException;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.conformance.hostile.ModelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void whatAModelLeavesOpenIsAnImageOfTheGivenExtent(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.onnx");
    Files.write(file, ModelText.bytes("in x f32[N,1,H,W]; y = Shape x; out y"));
    Tensor shape = Tensor.of(new long[] {1, 1, 7, 7}, 4);
    assertEquals(Fingerprint.of("x.onnx", List.of(shape)), twoMore.of(file, 7));
  }
}
