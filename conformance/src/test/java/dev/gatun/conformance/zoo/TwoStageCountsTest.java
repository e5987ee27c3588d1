package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.counted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.conformance.zoo.net.Net;
import org.junit.jupiter.api.Test;

/// Detectors in two stages cost what is published of them, or of their parts where nothing is
/// published of the whole.
class TwoStageCountsTest {
  private static final int CLASSES = 21;
  private static final long HIDDEN = 4096;

  /// torchvision's `vgg16().features`, in the literature 14.7 M.
  private static final long VGG16_CONVOLUTIONS = 14_714_688;

  /// fc6 on 512 · 7 · 7 numbers, and fc7.
  private static final long VGG16_HIDDEN = dense(512 * 7 * 7, HIDDEN) + dense(HIDDEN, HIDDEN);

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
    Net net = counted("r-cnn");
    long trunk = 60_965_224 - dense(HIDDEN, 1000);
    long heads = dense(HIDDEN, 21) + dense(HIDDEN, 20) + dense(256 * 6 * 6, 4 * 20);
    assertEquals(trunk + heads, net.parameters());
    // 724 M is the literature's figure for one run of AlexNet with groups and 1000 classes, fc8's
    // 4 M among them; to the last digit it is the sum over its eight layers.
    long regions = 16;
    long perRegion = 724_406_816 - HIDDEN * 1000 + HIDDEN * (21 + 20) + 256 * 6 * 6 * 4 * 20;
    assertEquals(regions * perRegion, net.multiplyAdds());
  }

  /// Multiply-adds of a convolution with a square window.
  private static long conv(long places, long inC, long outC, long window) {
    return places * inC * outC * window * window;
  }

  /// Those of VGG-16's convolutions; pools round up.
  private static long vgg16(long height, long width) {
    long[] widths = {64, 128, 256, 512, 512};
    int[] counts = {2, 2, 3, 3, 3};
    long sum = 0;
    long inC = 3;
    for (int block = 0; block < widths.length; block++) {
      long step = 1L << block;
      long places = Math.ceilDiv(height, step) * Math.ceilDiv(width, step);
      for (int i = 0; i < counts[block]; i++) {
        sum += conv(places, inC, widths[block], 3);
        inC = widths[block];
      }
    }
    return sum;
  }

  /// Those of fc6, fc7 and the two results for each region.
  private static final long VGG16_HEAD =
      512L * 7 * 7 * HIDDEN + HIDDEN * HIDDEN + HIDDEN * 5L * CLASSES;

  /// Those of the region proposal network with nine anchors.
  private static long pairedProposals(long places, long inC) {
    return conv(places, inC, 512, 3) + conv(places, 512, 6 * 9, 1);
  }

  /// Those of a stage of ResNet's bottlenecks.
  private static long stage(long places, long strided, long inC, long width, int blocks) {
    long first =
        conv(places, inC, width, 1)
            + conv(strided, width, width, 3)
            + conv(strided, width, 4 * width, 1)
            + conv(strided, inC, 4 * width, 1);
    long other = conv(strided, 4 * width, width, 1) + conv(strided, width, width, 3);
    return first + (blocks - 1) * (other + conv(strided, width, 4 * width, 1));
  }

  /// The formulas meet the published figures of the trunks: 4,089,184,256 of torchvision's
  /// ResNet-50 with its last layer, 15,470,264,320 of VGG-16 with its last three.
  @Test
  void trunks() {
    long resNet = conv(112 * 112, 3, 64, 7);
    resNet += stage(56 * 56, 56 * 56, 64, 64, 3) + stage(56 * 56, 28 * 28, 256, 128, 4);
    resNet += stage(28 * 28, 14 * 14, 512, 256, 6) + stage(14 * 14, 7 * 7, 1024, 512, 3);
    assertEquals(4_089_184_256L, resNet + 2048 * 1000);
    assertEquals(
        15_470_264_320L, vgg16(224, 224) + 512 * 49 * HIDDEN + HIDDEN * HIDDEN + HIDDEN * 1000);
  }

  /// Nothing is published of the whole; the formula is that of the layers in the paper's code.
  @Test
  void fastRCnn() {
    long heads = dense(HIDDEN, CLASSES) + dense(HIDDEN, 4 * CLASSES);
    Net net = counted("fast-r-cnn");
    assertEquals(VGG16_CONVOLUTIONS + VGG16_HIDDEN + heads, net.parameters());
    assertEquals(vgg16(600, 800) + 64 * VGG16_HEAD, net.multiplyAdds());
    assertEquals(134_690_729, VGG16_CONVOLUTIONS + VGG16_HIDDEN + heads);
  }

  /// Nothing is published of the whole; the sum over the layers of the paper's code is 137 M.
  @Test
  void fasterRCnn() {
    Net net = counted("faster-r-cnn");
    long heads = dense(HIDDEN, CLASSES) + dense(HIDDEN, 4 * CLASSES);
    assertEquals(
        VGG16_CONVOLUTIONS + pairedProposals(512) + VGG16_HIDDEN + heads, net.parameters());
    assertEquals(
        vgg16(600, 800) + pairedProposals(38 * 50, 512) + 300 * VGG16_HEAD, net.multiplyAdds());
    assertEquals(137e6, (double) net.parameters(), 0.5e6);
  }

  /// Nothing is published of this variant: torchvision's ResNet-50 of 25,557,032 without its last
  /// layer, the region proposal network on conv4, and the layers of the paper's section 2.
  @Test
  void rFcn() {
    Net net = counted("r-fcn");
    long trunk = 25_557_032 - dense(2048, 1000);
    long heads = dense(2048, 1024) + dense(1024, 9 * CLASSES) + dense(1024, 9 * 4);
    assertEquals(trunk + pairedProposals(1024) + heads, net.parameters());

    long places = 38 * 50;
    long sum = conv(300 * 400, 3, 64, 7);
    sum += stage(150 * 200, 150 * 200, 64, 64, 3) + stage(150 * 200, 75 * 100, 256, 128, 4);
    sum += stage(75 * 100, places, 512, 256, 6) + stage(places, places, 1024, 512, 3);
    sum += pairedProposals(places, 1024) + conv(places, 2048, 1024, 1);
    assertEquals(sum + conv(places, 1024, 9 * (CLASSES + 4), 1), net.multiplyAdds());
  }

  /// torchvision's `maskrcnn_resnet50_fpn` has 44,401,393 parameters; it counts none in its frozen
  /// BatchNorms, each of whose 26,560 channels has two here.
  @Test
  void maskRCnn() {
    Net net = counted("mask-r-cnn");
    assertEquals(44_401_393 + 2 * 26_560, net.parameters());

    // torchvision says 134.38 G for 800 × 800, 1000 proposals and not one detection. Each of the
    // 100 detections costs four convolutions, a transposed one, and the masks of 91 classes.
    long mask = 4 * conv(14 * 14, 256, 256, 3) + conv(14 * 14, 256, 256, 2);
    mask += conv(28 * 28, 256, 91, 1);
    assertEquals(134.38e9, (double) (net.multiplyAdds() - 100 * mask), 0.005e9);
  }
}
