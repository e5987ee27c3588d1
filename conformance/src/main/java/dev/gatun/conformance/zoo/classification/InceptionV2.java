package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.classification.InceptionUnit.beside;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.neighbours;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.one;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.path;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.three;
import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Ioffe and Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing Internal
/// Covariate Shift*, 2015: GoogLeNet with a BatchNorm behind every convolution, which learns to the
/// same accuracy in a fourteenth of the steps. This is the table of the paper's appendix, also
/// called BN-Inception: two 3 × 3 convolutions in place of each 5 × 5, averages among the views,
/// modules that halve the extents themselves, and a separable first convolution. 11.2 million
/// parameters, as in the authors' code in TF-Slim; Caffe's model is a little wider in 4c and 4d.
final class InceptionV2 {
  private static final Kernel POOL = k(3).stride(2).pad(1);

  /// Maps that the first convolution makes of each colour before it mixes them.
  private static final int MAPS_PER_COLOUR = 8;

  private static final int CLASSES = 1000;

  private InceptionV2() {}

  static void define(Net net) {
    Value x = stem(net.image());
    x = module(x, 64, 64, 64, 64, 96, average(x, 32)); // 3a, 28 × 28
    x = module(x, 64, 64, 96, 64, 96, average(x, 64));
    x = halving(x, 128, 160, 64, 96);
    x = module(x, 224, 64, 96, 96, 128, average(x, 128)); // 4a, 14 × 14
    x = module(x, 192, 96, 128, 96, 128, average(x, 128));
    x = module(x, 160, 128, 160, 128, 160, average(x, 96));
    x = module(x, 96, 128, 192, 160, 192, average(x, 96));
    x = halving(x, 128, 192, 192, 256);
    x = module(x, 352, 192, 320, 160, 224, average(x, 128)); // 5a, 7 × 7
    x = module(x, 352, 192, 320, 192, 224, strongest(x, 128));
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// An eighth of the extents, 192 channels. The first convolution is separable: it filters each
  /// colour alone, and a 1 × 1 convolution mixes what it finds.
  private static Value stem(Value image) {
    int colours = image.channels();
    Kernel eachAlone = k(7).stride(2).pad(3).groups(colours);
    Value x = image.convNoBias(MAPS_PER_COLOUR * colours, eachAlone); // 112 × 112
    x = path(x, one(64)).maxPool(POOL);
    return path(x, one(64), three(192)).maxPool(POOL);
  }

  /// Four views of the same input: 1 × 1, 3 × 3, twice 3 × 3, and its neighbourhood.
  private static Value module(
      Value x, int alone, int thin, int single, int thinDouble, int twice, Value neighbourhood) {
    return beside(
        path(x, one(alone)),
        path(x, one(thin), three(single)),
        path(x, one(thinDouble), three(twice), three(twice)),
        neighbourhood);
  }

  /// Three views of half the extents: 3 × 3, twice 3 × 3, and the input itself, pooled.
  private static Value halving(Value x, int thin, int single, int thinDouble, int twice) {
    return beside(
        path(x, one(thin), half(single)),
        path(x, one(thinDouble), three(twice), half(twice)),
        x.maxPool(POOL));
  }

  /// 3 × 3 by steps of 2, which exactly halves even extents.
  private static InceptionUnit half(int outC) {
    return new InceptionUnit(outC, k(3).stride(2).pad(1));
  }

  private static Value average(Value x, int outC) {
    return path(neighbours(x), one(outC));
  }

  private static Value strongest(Value x, int outC) {
    return path(x.maxPool(k(3).same()), one(outC));
  }
}
