package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.assertCounts;

import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the classifiers from 2015 on, at their published sizes. Where
/// torchvision has a network, both are what its 0.14 gives: the elements of `parameters()`, and
/// output elements times weights per output over all `Conv2d` and `Linear` layers for one picture.
class ModernCountsTest {
  @Test
  void resNets() {
    // torchvision: resnet18, resnet50, resnet152
    assertCounts("resnet-18", 11_689_512, 1_814_073_344L);
    assertCounts("resnet-50", 25_557_032, 4_089_184_256L);
    assertCounts("resnet-152", 60_192_808, 11_513_626_624L);
    // timm: resnetv2_50, which normalises in the first block in place of the stem
    assertCounts("resnet-50-preact", 25_549_352, 4_089_184_256L);
  }

  @Test
  void separableConvolutions() {
    // table 3 of the paper, and the trained ones of Keras' Xception; timm: legacy_xception
    assertCounts("xception", 22_855_952, 8_357_403_496L);
    // the trained ones of Keras' MobileNet; timm: mobilenetv1_100 (569 million in its paper)
    assertCounts("mobilenet-v1", 4_231_976, 568_740_352L);
  }

  @Test
  void mobileNets() {
    // torchvision: mobilenet_v2, mobilenet_v3_large, mobilenet_v3_small; the papers round to 300,
    // 219 and 56 (or, in their last version, 57) million
    assertCounts("mobilenet-v2", 3_504_872, 300_774_272L);
    assertCounts("mobilenet-v3-large", 5_483_032, 216_589_760L);
    assertCounts("mobilenet-v3-small", 2_542_856, 56_510_400L);
  }

  @Test
  void smallNets() {
    // torchvision: squeezenet1_0, squeezenet1_1, shufflenet_v2_x1_0 (146 million in its paper)
    assertCounts("squeezenet-1.0", 1_248_424, 818_924_576L);
    assertCounts("squeezenet-1.1", 1_235_496, 349_151_936L);
    assertCounts("shufflenet-v2", 2_278_604, 144_907_992L);
  }

  @Test
  void denseNetAndEfficientNet() {
    // torchvision: densenet121, efficientnet_b0
    assertCounts("densenet-121", 7_978_856, 2_834_161_664L);
    assertCounts("efficientnet-b0", 5_288_548, 385_814_752L);
  }

  @Test
  void seluNet() {
    // Keras' example for CIFAR-10 prints 1,250,858. Nobody published its multiply-adds: output
    // places times weights, by layer.
    long convolutions =
        32 * 32 * 3 * 9 * 32
            + 30 * 30 * 32 * 9 * 32
            + 15 * 15 * 32 * 9 * 64
            + 13 * 13 * 64 * 9 * 64;
    assertCounts("selu-net", 1_250_858, convolutions + 6 * 6 * 64 * 512 + 512 * 10);
  }
}
