package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.counted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.Shape;
import dev.gatun.conformance.zoo.net.Net;
import org.junit.jupiter.api.Test;

/// Parameters, multiply-adds and numbers of boxes of one-stage detectors, at their published sizes.
/// Redmon counts operations, two for a multiply-add, in billions with two decimals (his page on
/// YOLOv2 and table 1 of his papers).
class OneStageCountsTest {
  private static final double HALF_OF_LAST_DECIMAL = 0.005e9;

  @Test
  void yoloV1() {
    // torchsummary's total for PyTorch ports of figure 3.
    Net net = counted("yolo-v1");
    assertEquals(271_703_550, net.parameters());
    // Redmon's 40.19 billion are those of his later file, which has the same convolutions and then,
    // in place of 4,096 wide dense layers, a layer that his program does not count and one of
    // 12,544 to 1,715.
    long dense = (7 * 7 * 1_024 + 7 * 7 * 30) * 4_096;
    long later = net.multiplyAdds() - dense + 12_544 * 1_715;
    assertEquals(40.19e9, 2.0 * later, HALF_OF_LAST_DECIMAL);
    assertBoxes(net, 7 * 7 * 2, 20);
  }

  @Test
  void yoloV2() {
    // yolov2-voc.weights holds 50,676,061 numbers, 202,704,244 bytes behind its head; of these
    // 2 · 10,336 are statistics of BatchNorms. Keras counts as many for ports.
    Net net = counted("yolo-v2");
    assertEquals(50_676_061 - 2 * 10_336, net.parameters());
    // 34.90 billion are those of the paper's wiring: all 512 channels passed through, which are
    // 2,048 after reorganising in place of 256, and no convolution before that.
    long through = 9L * (2_048 - 256) * 1_024 * 13 * 13 - 512 * 64 * 26 * 26;
    assertEquals(34.90e9, 2.0 * (net.multiplyAdds() + through), HALF_OF_LAST_DECIMAL);
    // 62.94 billion are those of this wiring at 608 × 608 for the 80 classes of COCO.
    long coco =
        Zoo.network("yolo-v2").define(Shape.of(1, 3, 608, 608), Zoo.SEED).multiplyAdds()
            + 5 * 60 * 1_024 * 19 * 19;
    assertEquals(62.94e9, 2.0 * coco, HALF_OF_LAST_DECIMAL);
    assertBoxes(net, 13 * 13 * 5, 20);
  }

  @Test
  void tinyYolo() {
    // Keras' total of trained numbers for ports; with 6,112 statistics they fill the 63,471,556
    // bytes of yolov2-tiny-voc.weights, 16 of which are its head.
    Net net = counted("tiny-yolo");
    assertEquals(15_861_773, net.parameters());
    assertEquals((63_471_556 - 16) / 4, net.parameters() + 6_112);
    assertEquals(6.97e9, 2.0 * net.multiplyAdds(), HALF_OF_LAST_DECIMAL);
    assertBoxes(net, 13 * 13 * 5, 20);
  }

  @Test
  void yoloV3() {
    // Keras' total of trained numbers for ports; with 52,608 statistics they fill the 248,007,048
    // bytes of yolov3.weights, 20 of which are its head.
    Net net = counted("yolo-v3");
    assertEquals(61_949_149, net.parameters());
    assertEquals((248_007_048 - 20) / 4, net.parameters() + 52_608);
    assertEquals(65.86e9, 2.0 * net.multiplyAdds(), HALF_OF_LAST_DECIMAL);
    assertBoxes(net, 3 * (13 * 13 + 26 * 26 + 52 * 52), 80);
    assertBoxes(net, 10_647, 80);
  }

  @Test
  void ssd300() {
    // torchvision 0.14's ssd300_vgg16 of 21 classes: parameters, and output places times weights of
    // its convolutions.
    Net net = counted("ssd-300");
    assertEquals(26_285_486, net.parameters());
    assertEquals(31_373_537_792L, net.multiplyAdds());
    int four = 4 * (38 * 38 + 3 * 3 + 1);
    int six = 6 * (19 * 19 + 10 * 10 + 5 * 5);
    assertBoxes(net, four + six, 20);
    assertBoxes(net, 8_732, 20);
  }

  @Test
  void multiBox() {
    Net net = counted("multibox");
    // Nobody published counts of the whole. GoogLeNet has 6,998,552 parameters in Caffe, of which
    // 1,025,000 are its classifier's; the heads are counted by hand.
    int bodies =
        conv(1_024, 96, 1)
            + conv(1_024, 96, 9)
            + 2 * conv(96, 96, 9)
            + conv(1_024, 256, 9)
            + conv(256, 128, 9)
            + 2 * conv(256, 128, 1)
            + conv(128, 96, 4)
            + conv(128, 96, 9);
    int answers = 4 * conv(96, 5 * 11, 1) + conv(128, 5 * 11, 1) + conv(1_024, 5, 1);
    assertEquals(6_998_552 - 1_025_000 + bodies + answers, net.parameters());
    assertEquals(macs(), net.multiplyAdds());
    assertBoxes(net, 11 * (8 * 8 + 6 * 6 + 4 * 4 + 3 * 3 + 2 * 2) + 1, 1);
    assertBoxes(net, 1_420, 1);
  }

  /// Output places times weights: GoogLeNet's table 1 at 256 × 256, and the heads.
  private static long macs() {
    long stem = 128L * 128 * 3 * 49 * 64 + 64 * 64 * (64 * 64 + 64 * 9 * 192);
    int[] at32 = {192, 64, 96, 128, 16, 32, 32, 256, 128, 128, 192, 32, 96, 64};
    int[] at16 = {
      480, 192, 96, 208, 16, 48, 64, 512, 160, 112, 224, 24, 64, 64, 512, 128, 128, 256, 24, 64, 64,
      512, 112, 144, 288, 32, 64, 64, 528, 256, 160, 320, 32, 128, 128
    };
    int[] at8 = {832, 256, 160, 320, 32, 128, 128, 832, 384, 192, 384, 48, 128, 128};
    long modules = 32 * 32 * modules(at32) + 16 * 16 * modules(at16) + 8 * 8 * modules(at8);
    long fine = 8 * 8 * 96 * (1_024 + 9 * 96 + 9 * 1_024) + 6 * 6 * 9 * 96 * 96;
    long coarse =
        4 * 4 * (9 * 1_024 * 256 + 9 * 256 * 128 + 2 * 256 * 128)
            + 3 * 3 * 4 * 128 * 96
            + 2 * 2 * 9 * 128 * 96;
    long answers = 55 * (96 * (8 * 8 + 6 * 6 + 3 * 3 + 2 * 2) + 128 * 4 * 4) + 5 * 1_024;
    return stem + modules + fine + coarse + answers;
  }

  /// Weights of inception modules; seven numbers each, the first one the channels that come in.
  private static long modules(int... c) {
    long sum = 0;
    for (int i = 0; i < c.length; i += 7) {
      sum += (long) c[i] * (c[i + 1] + c[i + 2] + c[i + 4] + c[i + 6]);
      sum += 9L * c[i + 2] * c[i + 3] + 25L * c[i + 4] * c[i + 5];
    }
    return sum;
  }

  /// Weights and biases of a convolution.
  private static int conv(int inC, int outC, int window) {
    return outC * (window * inC + 1);
  }

  private static void assertBoxes(Net net, int count, int classes) {
    assertEquals(Shape.of(1, count, 4), net.shapes().get("boxes"));
    assertEquals(Shape.of(1, classes, count), net.shapes().get("scores"));
  }
}
