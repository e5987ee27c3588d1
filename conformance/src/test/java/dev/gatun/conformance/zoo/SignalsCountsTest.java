package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.assertCounts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the networks for sound, videos and volumes, at their published
/// sizes. "PyTorch" means the elements of `parameters()`, and weights times output places over all
/// convolutions and dense layers, of the same layers written down in PyTorch.
class SignalsCountsTest {
  @Test
  void m5() {
    // Table 1 of the paper says 0.5 million, which is cut rather than rounded; PyTorch for the
    // rest.
    long parameters = 558_090;
    assertEquals(5, parameters / 100_000);
    assertCounts("m5-waveform", parameters, 278_533_120L);
  }

  @Test
  void c3d() {
    // PyTorch, with the 101 classes of UCF101
    assertCounts("c3d", 78_409_573, 38_547_378_176L);
  }

  @Test
  void uNet3d() {
    // The paper's 19,069,955 counts one number a channel beside the weights, as the biases are.
    // Scale
    // and shift of the BatchNorms behind the fourteen 3 × 3 × 3 convolutions come on top.
    long normalised = 32 + 64 + 64 + 128 + 128 + 256 + 256 + 512 + 2 * (256 + 128 + 64);
    // Nobody published multiply-adds for volumes of 64³: places times weights, by hand.
    long down = places(64) * (3 * 32 + 32 * 64);
    down += places(32) * (64 * 64 + 64 * 128);
    down += places(16) * (128 * 128 + 128 * 256);
    down += places(8) * (256 * 256 + 256 * 512);
    long up = places(16) * (768 * 256 + 256 * 256);
    up += places(32) * (384 * 128 + 128 * 128);
    up += places(64) * (192 * 64 + 64 * 64);
    long larger = 8 * (places(8) * 512 * 512 + places(16) * 256 * 256 + places(32) * 128 * 128);
    long scores = places(64) * 64 * 3;
    assertCounts("unet-3d", 19_069_955 + 2 * normalised, 27 * (down + up) + larger + scores);
  }

  private static long places(long extent) {
    return extent * extent * extent;
  }
}
