package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.classification.InceptionV3.unit;
import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Szegedy, Ioffe, Vanhoucke and Alemi, *Inception-v4, Inception-ResNet and the Impact of Residual
/// Connections on Learning*, 2016: modules of several windows that, as in ResNet, only learn what
/// to add to their input. What they add is made small, as wide networks die in training otherwise.
/// This is the network that the authors published as code, with the stem of Inception-v3 and twice
/// the paper's number of modules: 55.8 million parameters.
final class InceptionResNetV2 {
  private static final Kernel HALF = k(3).stride(2);
  private static final int CLASSES = 1000;

  private InceptionResNetV2() {}

  static void define(Net net) {
    Value x = mixed(InceptionV3.stem(net.image()));
    for (int i = 0; i < 10; i++) {
      x = x.add(fitted(small(x), x).mul(0.17)).relu(); // A: 320 channels, 35 × 35
    }
    x = halvingSmall(x);
    for (int i = 0; i < 20; i++) {
      x = x.add(fitted(crossed(x), x).mul(0.1)).relu(); // B: 1088 channels, 17 × 17
    }
    x = halvingCrossed(x);
    for (int i = 0; i < 9; i++) {
      x = x.add(fitted(wide(x), x).mul(0.2)).relu(); // C: 2080 channels, 8 × 8
    }
    x = unit(x.add(fitted(wide(x), x)), 1536, k(1));
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// What a module says, brought to the channels of the input that it is added to.
  private static Value fitted(Value module, Value x) {
    return module.conv(x.channels(), k(1));
  }

  /// An Inception-v3 module leads in.
  private static Value mixed(Value x) {
    return x.net()
        .concat(
            1,
            unit(x, 96, k(1)),
            unit(unit(x, 48, k(1)), 64, k(5).same()),
            unit(unit(unit(x, 64, k(1)), 96, k(3).same()), 96, k(3).same()),
            unit(InceptionV3.neighbours(x), 64, k(1)));
  }

  /// Windows of 1 × 1, 3 × 3 and twice 3 × 3.
  private static Value small(Value x) {
    return x.net()
        .concat(
            1,
            unit(x, 32, k(1)),
            unit(unit(x, 32, k(1)), 32, k(3).same()),
            unit(unit(unit(x, 32, k(1)), 48, k(3).same()), 64, k(3).same()));
  }

  private static Value halvingSmall(Value x) {
    return x.net()
        .concat(
            1,
            unit(x, 384, HALF),
            unit(unit(unit(x, 256, k(1)), 256, k(3).same()), 384, HALF),
            x.maxPool(HALF));
  }

  /// 1 × 1, and 7 × 7 as a row and a column.
  private static Value crossed(Value x) {
    Value seven = unit(unit(x, 128, k(1)), 160, k(1, 7).same());
    return x.net().concat(1, unit(x, 192, k(1)), unit(seven, 192, k(7, 1).same()));
  }

  private static Value halvingCrossed(Value x) {
    return x.net()
        .concat(
            1,
            unit(unit(x, 256, k(1)), 384, HALF),
            unit(unit(x, 256, k(1)), 288, HALF),
            unit(unit(unit(x, 256, k(1)), 288, k(3).same()), 320, HALF),
            x.maxPool(HALF));
  }

  /// 1 × 1, and 3 × 3 as a row and a column.
  private static Value wide(Value x) {
    Value three = unit(unit(x, 192, k(1)), 224, k(1, 3).same());
    return x.net().concat(1, unit(x, 192, k(1)), unit(three, 256, k(3, 1).same()));
  }
}
