package dev.gatun.conformance.zoo.faces;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Schroff, Kalenichenko and Philbin, *FaceNet: A Unified Embedding for Face Recognition and
/// Clustering*, 2015: a face becomes 128 numbers on a sphere, and the same person's lie close
/// together. The layers are Inception-ResNet v1 (Szegedy, Ioffe, Vanhoucke and Alemi, 2016) for 160
/// pixels, as David Sandberg's implementation has them, with which most know the network. His
/// BatchNorms only shift; these have a factor for each channel, too.
final class FaceNet {
  private static final double EPSILON = 1e-3;
  private static final int EMBEDDING = 128;
  private static final Kernel HALVED = k(3).stride(2);

  private FaceNet() {}

  static void define(Net net) {
    Value x = stem(net.image());
    for (int block = 0; block < 5; block++) {
      x = blockA(x).relu();
    }
    x = reductionA(x);
    for (int block = 0; block < 10; block++) {
      x = blockB(x).relu();
    }
    x = reductionB(x);
    for (int block = 0; block < 5; block++) {
      x = blockC(x, 0.2).relu();
    }
    x = blockC(x, 1).globalAveragePool();
    net.gain(1);
    x = x.convNoBias(EMBEDDING, k(1)).batchNorm(EPSILON).flatten();
    net.output("embedding", x.unitLength(1));
  }

  /// From 160 × 160 pixels to 17 × 17 places.
  private static Value stem(Value image) {
    Value x = unit(unit(image, 32, HALVED), 32, k(3));
    x = unit(x, 64, k(3).same()).maxPool(HALVED);
    return unit(unit(unit(x, 80, k(1)), 192, k(3)), 256, HALVED);
  }

  /// Windows of 1, 3 and 5, the last one as two of 3.
  private static Value blockA(Value x) {
    Value one = unit(x, 32, k(1));
    Value three = unit(unit(x, 32, k(1)), 32, k(3).same());
    Value five = unit(unit(unit(x, 32, k(1)), 32, k(3).same()), 32, k(3).same());
    return added(x, 0.17, one, three, five);
  }

  /// Windows of 1 and 7, the latter as a row and a column.
  private static Value blockB(Value x) {
    Value seven = unit(unit(unit(x, 128, k(1)), 128, k(1, 7).same()), 128, k(7, 1).same());
    return added(x, 0.1, unit(x, 128, k(1)), seven);
  }

  /// Windows of 1 and 3, the latter as a row and a column.
  private static Value blockC(Value x, double scale) {
    Value three = unit(unit(unit(x, 192, k(1)), 192, k(1, 3).same()), 192, k(3, 1).same());
    return added(x, scale, unit(x, 192, k(1)), three);
  }

  /// The end of a residual inception block: the branches decide together what to add, and little of
  /// it is added, without which training was found to diverge.
  private static Value added(Value x, double scale, Value... branches) {
    return x.net().concat(1, branches).conv(x.channels(), k(1)).mul(scale).add(x);
  }

  /// Half the extents by two strided branches and a pool, side by side.
  private static Value reductionA(Value x) {
    Value three = unit(x, 384, HALVED);
    Value five = unit(unit(unit(x, 192, k(1)), 192, k(3).same()), 256, HALVED);
    return x.net().concat(1, three, five, x.maxPool(HALVED));
  }

  private static Value reductionB(Value x) {
    Value wide = unit(unit(x, 256, k(1)), 384, HALVED);
    Value narrow = unit(unit(x, 256, k(1)), 256, HALVED);
    Value five = unit(unit(unit(x, 256, k(1)), 256, k(3).same()), 256, HALVED);
    return x.net().concat(1, wide, narrow, five, x.maxPool(HALVED));
  }

  private static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON).relu();
  }
}
