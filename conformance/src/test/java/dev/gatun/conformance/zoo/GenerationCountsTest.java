package dev.gatun.conformance.zoo;

import static dev.gatun.conformance.zoo.Counts.assertCounts;

import org.junit.jupiter.api.Test;

/// Parameters and multiply-adds of the networks that make pictures, at their published sizes.
/// "PyTorch" means the elements of `parameters()`, and weights times output places (input places
/// where transposed) over all convolutions.
class GenerationCountsTest {
  @Test
  void superResolution() {
    // The paper's count of weights for 9-1-5, which is also the cost of a pixel; and 97 biases.
    assertCounts("srcnn", 8_032 + 97, 8_032L * 255 * 255);
    // Nobody published exact counts for one channel: the paper's windows and widths by hand.
    long weights = 5 * 5 * 64 + 64 * 3 * 3 * 32 + 32 * 3 * 3 * 9;
    assertCounts("espcn", weights + 64 + 32 + 9, weights * 85 * 85);
  }

  @Test
  void dcgan() {
    // PyTorch's examples, dcgan, with nz = 100 and ngf = ndf = 64
    assertCounts("dcgan-generator", 3_576_704, 104_628_224L);
    assertCounts("dcgan-discriminator", 2_765_568, 103_817_216L);
  }

  @Test
  void style() {
    // PyTorch's examples, fast_neural_style, TransformerNet
    assertCounts("fast-style", 1_679_235, 10_078_912_512L);
    // torchvision: vgg19().features[:29], which costs 18,121,162,752; and the five products
    long grams = 224 * 224 * 64 * 64;
    grams += 112 * 112 * 128 * 128;
    grams += 56 * 56 * 256 * 256;
    grams += (28 * 28 + 14 * 14) * 512 * 512;
    assertCounts("gram-style", 12_944_960, 18_121_162_752L + grams);
  }
}
