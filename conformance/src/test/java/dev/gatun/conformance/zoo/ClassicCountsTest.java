package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.assertCounts;
import static dev.gatun.conformance.zoo.Counts.counted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.conformance.zoo.net.Net;
import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the classifiers up to the Inception networks, at their published
/// sizes. "Survey" is Sze, Chen, Yang and Emer, *Efficient Processing of Deep Neural Networks*,
/// 2017, table II. "torchvision" is its version 0.14: the elements of `parameters()`, and output
/// elements times weights per output over all `Conv2d` and `Linear` layers for one picture.
class ClassicCountsTest {
  private static final long MILLION = 1_000_000;

  @Test
  void leNet5() {
    // section II.B of the paper: 60,000 trainable parameters and 340,908 connections, in which
    // biases, subsampling and the ten patterns of 84 are counted
    Net net = counted("lenet-5");
    assertEquals(60_000, net.parameters());
    long biases = 6 * 28 * 28 + 16 * 10 * 10 + 120 + 84;
    long subsampling = (6 * 14 * 14 + 16 * 5 * 5) * (4 + 1);
    assertEquals(340_908, net.multiplyAdds() + biases + subsampling + 10 * 84);
  }

  @Test
  void alexNet() {
    // Caffe's bvlc_alexnet, the paper's groups included; survey: 61 million and 724 million
    Net net = counted("alexnet");
    assertEquals(60_965_224, net.parameters());
    assertAbout(724 * MILLION, MILLION / 2, net.multiplyAdds());
  }

  @Test
  void zfNet() {
    // imgclsmob's table: 62,357,608 and 1,170.33 million, with what is not a product
    Net net = counted("zfnet");
    assertEquals(62_357_608, net.parameters());
    assertAbout(1_170_330_000, 3 * MILLION, net.multiplyAdds());
  }

  @Test
  void overFeat() {
    // table 4 of the paper, fast model: 145 million and 2810 million; survey: 146 million and 2.8
    // thousand million
    Net net = counted("overfeat");
    assertAbout(145_500_000, MILLION / 2, net.parameters());
    assertAbout(2810 * MILLION, 10 * MILLION, net.multiplyAdds());
  }

  @Test
  void networkInNetwork() {
    // Caffe's model zoo: 29 MB of FLOAT32. Nobody's multiply-adds are at hand: places times
    // weights, by block.
    Net net = counted("nin");
    assertAbout(29 << 20, 1 << 19, Float.BYTES * net.parameters());
    long multiplyAdds =
        54 * 54 * (3 * 121 * 96 + 2 * 96 * 96)
            + 27 * 27 * (96 * 25 * 256 + 2 * 256 * 256)
            + 13 * 13 * (256 * 9 * 384 + 2 * 384 * 384)
            + 6 * 6 * (384 * 9 * 1024 + 1024 * 1024 + 1024 * 1000);
    assertEquals(multiplyAdds, net.multiplyAdds());
  }

  @Test
  void vgg() {
    // torchvision: vgg16, vgg19; survey: 138 million and 15.5 thousand million
    assertCounts("vgg-16", 138_357_544, 15_470_264_320L);
    assertCounts("vgg-19", 143_667_240, 19_632_062_464L);
  }

  @Test
  void googLeNet() {
    // torchvision's GoogLeNet and its side branches, with convolutions that have biases and 5 × 5
    // windows, as Caffe's bvlc_googlenet has
    assertCounts("googlenet", 6_998_552, 1_582_671_872L);
    assertCounts("googlenet-aux", 13_378_280, 1_582_671_872L + 4_169_728 + 4_202_496);
    // table 1 of the paper adds up to 1502 million, where the first row says 34 for
    // 112 · 112 · 64 · 147, which is 118, and the one of 5a 54 in place of 51
    long printed = 1502 - 34 + 118 - 54 + 51;
    assertAbout(printed * MILLION, 2 * MILLION, counted("googlenet").multiplyAdds());
  }

  @Test
  void inceptionV2() {
    // TF-Slim's inception_v2 without the scales of its 9,952 normalised channels; 3.87 thousand
    // million operations, each multiply-add two of them
    long normalised = 9_952;
    Net net = counted("inception-v2");
    assertEquals(11_178_336 + normalised, net.parameters());
    assertAbout(3870 * MILLION / 2, 5 * MILLION / 2, net.multiplyAdds());
  }

  @Test
  void inceptionV3() {
    // torchvision: inception_v3 without its side branch
    assertCounts("inception-v3", 23_834_568, 5_713_216_096L);
  }

  @Test
  void inceptionResNetV2() {
    // timm: inception_resnet_v2, its multiply-adds counted as torchvision's
    assertCounts("inception-resnet-v2", 55_843_464, 13_155_794_016L);
  }

  @Test
  void highway() {
    // table 1 of the paper: 151 thousand. Nobody published its multiply-adds: places times weights.
    Net net = counted("highway");
    assertAbout(151_000, 500, net.parameters());
    long layer = 2 * 32 * 9 * 32;
    long multiplyAdds =
        28 * 28 * (9 * 32 + 2 * layer) + 14 * 14 * 3 * layer + 7 * 7 * 3 * layer + 3 * 3 * 32 * 10;
    assertEquals(multiplyAdds, net.multiplyAdds());
  }

  private static void assertAbout(long published, long tolerance, long actual) {
    assertEquals((double) published, (double) actual, (double) tolerance);
  }
}
