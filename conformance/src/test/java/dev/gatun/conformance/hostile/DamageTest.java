package dev.gatun.conformance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.LoadOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every truncation and every single flipped bit of three small models: control flow, functions,
/// quantised tensors.
class DamageTest {
  private static final Set<String> MODELS = Set.of("loop", "functions", "quantised");
  private static final double SLACK = 10;

  private final Intake intake = new Intake(LoadOptions.defaults().withLimits(Intake.LIMITS), SLACK);

  static List<Seeds.Seed> models() {
    List<Seeds.Seed> models =
        Seeds.texts().stream().filter(seed -> MODELS.contains(seed.name())).toList();
    assertEquals(MODELS.size(), models.size());
    return models;
  }

  private int accepted(byte[] bytes, String what) {
    Intake.Result result = intake.load(bytes);
    assertNull(result.problem(), what);
    return result.model() == null ? 0 : 1;
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyTruncation(Seeds.Seed seed) {
    for (int length = 0; length < seed.bytes().length; length++) {
      accepted(Arrays.copyOf(seed.bytes(), length), "cut to " + length);
    }
    assertEquals(1, accepted(seed.bytes(), "whole"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyFlippedBit(Seeds.Seed seed) {
    int accepted = 0;
    for (int bit = 0; bit < 8 * seed.bytes().length; bit++) {
      byte[] flipped = seed.bytes().clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      accepted += accepted(flipped, "bit " + bit);
    }
    assertTrue(accepted > 0, "no flip was harmless: the seed itself is not read");
  }
}
