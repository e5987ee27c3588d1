package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.classification.InceptionUnit.beside;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.column;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.five;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.half;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.neighbours;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.one;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.path;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.row;
import static dev.gatun.conformance.zoo.classification.InceptionUnit.three;
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
  private static final Kernel POOL = k(3).stride(2);
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
    x = path(x.add(fitted(wide(x), x)), one(1536));
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// What a module says, brought to the channels of the input that it is added to.
  private static Value fitted(Value module, Value x) {
    return module.conv(x.channels(), k(1));
  }

  /// An Inception-v3 module leads in.
  private static Value mixed(Value x) {
    return beside(
        path(x, one(96)),
        path(x, one(48), five(64)),
        path(x, one(64), three(96), three(96)),
        path(neighbours(x), one(64)));
  }

  /// Windows of 1 × 1, 3 × 3 and twice 3 × 3.
  private static Value small(Value x) {
    return beside(
        path(x, one(32)), path(x, one(32), three(32)), path(x, one(32), three(48), three(64)));
  }

  private static Value halvingSmall(Value x) {
    return beside(
        path(x, half(384)), path(x, one(256), three(256), half(384)), x.maxPool(POOL)); // 17 × 17
  }

  /// 1 × 1, and 7 × 7 as a row and a column.
  private static Value crossed(Value x) {
    return beside(path(x, one(192)), path(x, one(128), row(7, 160), column(7, 192)));
  }

  private static Value halvingCrossed(Value x) {
    return beside(
        path(x, one(256), half(384)),
        path(x, one(256), half(288)),
        path(x, one(256), three(288), half(320)),
        x.maxPool(POOL)); // 8 × 8
  }

  /// 1 × 1, and 3 × 3 as a row and a column.
  private static Value wide(Value x) {
    return beside(path(x, one(192)), path(x, one(192), row(3, 224), column(3, 256)));
  }
}
