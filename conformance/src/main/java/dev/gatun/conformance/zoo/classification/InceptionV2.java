package dev.gatun.conformance.zoo.classification;

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
  private static final double EPSILON = 1e-3;

  /// Mean of what is rectified, which keeps forty layers of random weights well-conditioned.
  private static final double CENTRE = 1;

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
    Kernel each = k(7).stride(2).pad(3).groups(colours);
    Value x = unit(image.convNoBias(MAPS_PER_COLOUR * colours, each), 64, k(1)).maxPool(POOL);
    x = unit(x, 64, k(1));
    return unit(x, 192, k(3).same()).maxPool(POOL);
  }

  /// Four views of the same input: 1 × 1, 3 × 3, twice 3 × 3, and its neighbourhood.
  private static Value module(
      Value x, int one, int thin, int three, int thinDouble, int threes, Value neighbourhood) {
    return x.net()
        .concat(
            1,
            unit(x, one, k(1)),
            unit(unit(x, thin, k(1)), three, k(3).same()),
            unit(unit(unit(x, thinDouble, k(1)), threes, k(3).same()), threes, k(3).same()),
            neighbourhood);
  }

  /// Three views of half the extents: 3 × 3, twice 3 × 3, and the input itself, pooled.
  private static Value halving(Value x, int thin, int three, int thinDouble, int threes) {
    Kernel half = k(3).stride(2).pad(1);
    return x.net()
        .concat(
            1,
            unit(unit(x, thin, k(1)), three, half),
            unit(unit(unit(x, thinDouble, k(1)), threes, k(3).same()), threes, half),
            x.maxPool(POOL));
  }

  private static Value average(Value x, int outC) {
    return unit(x.averagePool(k(3).same()), outC, k(1));
  }

  private static Value strongest(Value x, int outC) {
    return unit(x.maxPool(k(3).same()), outC, k(1));
  }

  /// A convolution, normalised, then rectified. The BatchNorm has a bias already.
  private static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON, 1, CENTRE).relu();
  }
}
