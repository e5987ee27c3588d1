package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.assertCounts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the segmenters at their published sizes. "PyTorch" means the
/// elements of `parameters()`, and weights times output places (input places where transposed) over
/// all convolutions, of the same layers written down in PyTorch.
class SegmentationCountsTest {
  @Test
  void fcn() {
    // Table 1 of the paper says 134 million. Exact: torchvision's vgg16().features, and by hand the
    // rest, of which nobody published multiply-adds.
    long vgg = 14_714_688;
    long dense = (7 * 7 * 512 + 1) * 4096 + (4096 + 1) * 4096;
    long scores = (4096 + 1 + 512 + 1 + 256 + 1) * 21;
    long upsampling = 21 * 21 * (4 * 4 + 4 * 4 + 16 * 16);
    long parameters = vgg + dense + scores + upsampling;
    assertEquals(134, Math.round(parameters / 1e6));

    long vggCost = 80_178_315_264L; // at 512 × 512
    long denseCost = 16L * 16 * (7 * 7 * 512 * 4096 + 4096 * 4096);
    long scoresCost = 21 * (16 * 16 * 4096 + 32 * 32 * 512 + 64 * 64 * 256);
    long upsamplingCost = 21 * 21 * (16 * (16 * 16 + 32 * 32) + 256 * 64 * 64);
    assertCounts("fcn-8s", parameters, vggCost + denseCost + scoresCost + upsamplingCost);
  }

  @Test
  void uNet() {
    // PyTorch, one channel in and two out; others who built figure 1 in Keras or TensorFlow counted
    // as many parameters.
    assertCounts("u-net", 31_030_658, 150_428_424_448L);
  }

  @Test
  void deepLab() {
    // torchvision says 42,004,074 with the auxiliary head, FCNHead(1024, 21), which has 2,365,205;
    // multiply-adds: torchvision's deeplabv3_resnet50 without it, at 520 × 520
    assertCounts("deeplab-v3", 42_004_074 - 2_365_205, 168_731_205_888L);
  }
}
