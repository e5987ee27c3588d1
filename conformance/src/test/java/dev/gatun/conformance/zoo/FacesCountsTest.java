package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.counted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.conformance.zoo.net.Net;
import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the networks for faces, at their published sizes.
class FacesCountsTest {
  @Test
  void deepFace() {
    // swghosh/DeepFace for Keras has 137,774,071 with 8,631 people in place of the paper's 4,030.
    // The paper counts "more than 120 million".
    long people = 8_631 - 4_030;
    assertEquals(137_774_071 - people * (4_096 + 1), counted("deepface").parameters());
    // Nobody published the multiply-adds: output places times weights, by layer.
    long convolutions = 142 * 142 * 3 * 121 * 32 + 63 * 63 * 32 * 81 * 16;
    long local = 16 * 16 * (55 * 55 * 81 + 25 * 25 * 49 + 21 * 21 * 25);
    long connected = 21 * 21 * 16 * 4_096 + 4_096 * 4_030;
    assertEquals(convolutions + local + connected, counted("deepface").multiplyAdds());
  }

  @Test
  void faceNet() {
    // Keras' port of David Sandberg's network trains 22,779,312, and keeps mean and variance of
    // 28,832 / 2 channels, each of which has a factor here.
    Net net = counted("facenet");
    assertEquals(22_779_312 + 28_832 / 2, net.parameters());
    // Intel's Open Model Zoo: 2.846 GFlops with 512 results in place of 128, two for a
    // multiply-add and some for what else there is.
    double all = 2.846e9 / 2 - 1_792 * (512 - 128);
    assertEquals(all, (double) net.multiplyAdds(), 0.01 * all);
  }

  @Test
  void siamese() {
    // Ports to Keras print 38,951,745 for the paper's layers, weights of both twins counted once.
    Net net = counted("siamese");
    assertEquals(38_951_745, net.parameters());
    // Nobody published the multiply-adds: output places times weights, by layer.
    long twin =
        96 * 96 * 100 * 64
            + 42 * 42 * 64 * 49 * 128
            + 18 * 18 * 128 * 16 * 128
            + 6 * 6 * 128 * 16 * 256
            + 6 * 6 * 256 * 4_096;
    assertEquals(2 * twin + 4_096, net.multiplyAdds());
  }

  @Test
  void landmarks() {
    // Nobody published either. Convolutions of table 1 of the paper, by resolution.
    long at112 = 9 * (64 + 64 * 64);
    long at56 = 9 * (64 * 128 + 128 * 128);
    long at28 = 9 * (128 * 256 + 256 * 256);
    long at14 = 9 * (256 * 512 + 512 * 512);
    long connected = 7 * 7 * 512 * 256 + 256 * 136;
    long norms = 2 * (2 * (64 + 128 + 256 + 512) + 256);
    Net net = counted("landmarks-68");
    assertEquals(at112 + at56 + at28 + at14 + connected + norms + 136, net.parameters());
    assertEquals(
        112 * 112 * at112 + 56 * 56 * at56 + 28 * 28 * at28 + 14 * 14 * at14 + connected,
        net.multiplyAdds());
  }
}
