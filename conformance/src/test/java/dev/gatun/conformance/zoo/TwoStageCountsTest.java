package dev.gatun.conformance.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import org.junit.jupiter.api.Test;

/// Detectors in two stages cost what is published of them, or of their parts where nothing is
/// published of the whole.
class TwoStageCountsTest {
  private static final int CLASSES = 21;
  private static final int HIDDEN = 4096;

  /// torchvision's `vgg16().features`, in the literature 14.7 M.
  private static final long VGG16_CONVOLUTIONS = 14_714_688;

  /// fc6 on 512 · 7 · 7 numbers, and fc7.
  private static final long VGG16_HIDDEN = dense(512 * 7 * 7, HIDDEN) + dense(HIDDEN, HIDDEN);

  private static Net published(String name) {
    Network network = Zoo.network(name);
    return network.define(network.input(), Zoo.SEED);
  }

  private static long dense(long inC, long outC) {
    return inC * outC + outC;
  }

  /// Two scores and four numbers for each of nine anchors, behind 3 × 3 to 512 channels.
  private static long pairedProposals(long inC) {
    return dense(9 * inC, 512) + dense(512, 2 * 9) + dense(512, 4 * 9);
  }

  /// CaffeNet's model page and the literature give 60,965,224 with 1000 classes and two groups; the
  /// paper adds a softmax of 21, 20 support vector machines and 20 regressions on pool5.
  @Test
  void rCnn() {
    Net net = published("r-cnn");
    long trunk = 60_965_224 - dense(HIDDEN, 1000);
    long heads = dense(HIDDEN, 21) + dense(HIDDEN, 20) + dense(256 * 6 * 6, 4 * 20);
    assertEquals(trunk + heads, net.parameters());
    // 724 M is the literature's figure for one run of AlexNet with groups and 1000 classes, fc8's
    // 4 M among them; to the last digit it is the sum over its eight layers.
    long regions = 16;
    long perRegion = 724_406_816 - HIDDEN * 1000 + HIDDEN * (21 + 20) + 256 * 6 * 6 * 4 * 20;
    assertEquals(regions * perRegion, net.multiplyAdds());
  }

  /// Nothing is published of the whole; the formula is that of the layers in the paper's code.
  @Test
  void fastRCnn() {
    long heads = dense(HIDDEN, CLASSES) + dense(HIDDEN, 4 * CLASSES);
    assertEquals(VGG16_CONVOLUTIONS + VGG16_HIDDEN + heads, published("fast-r-cnn").parameters());
    assertEquals(134_690_729, VGG16_CONVOLUTIONS + VGG16_HIDDEN + heads);
  }

  /// Re-implementations report 137 M for VGG-16 and VOC.
  @Test
  void fasterRCnn() {
    Net net = published("faster-r-cnn");
    long heads = dense(HIDDEN, CLASSES) + dense(HIDDEN, 4 * CLASSES);
    assertEquals(
        VGG16_CONVOLUTIONS + pairedProposals(512) + VGG16_HIDDEN + heads, net.parameters());
    assertEquals(137e6, (double) net.parameters(), 0.5e6);
  }
}
