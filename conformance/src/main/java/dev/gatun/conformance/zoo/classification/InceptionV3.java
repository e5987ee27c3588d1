package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, *Rethinking the Inception Architecture for Computer
/// Vision*, 2015: large windows come apart. A 5 × 5 becomes two of 3 × 3, a 7 × 7 becomes 1 × 7 and
/// 7 × 1. This is the network that the authors published as code and that torchvision has: 299 ×
/// 299 pixels, without the side branch of training 23,834,568 parameters.
final class InceptionV3 {
  private static final double EPSILON = 1e-3;

  /// Mean of what is rectified, which keeps forty layers of random weights well-conditioned.
  private static final double CENTRE = 1;

  private static final Kernel HALF = k(3).stride(2);
  private static final Kernel ROW = k(1, 7).same();
  private static final Kernel COLUMN = k(7, 1).same();
  private static final int CLASSES = 1000;

  private InceptionV3() {}

  static void define(Net net) {
    Value x = stem(net.image());
    for (int pooled : new int[] {32, 64, 64}) {
      x = small(x, pooled); // 35 × 35
    }
    x = halvingSmall(x);
    for (int thin : new int[] {128, 160, 160, 192}) {
      x = crossed(x, thin); // 17 × 17
    }
    x = halvingCrossed(x);
    for (int i = 0; i < 2; i++) {
      x = wide(x); // 8 × 8
    }
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  /// About an eighth of the extents, 192 channels, by plain convolutions.
  static Value stem(Value image) {
    Value x = unit(image, 32, HALF); // 149 × 149
    x = unit(unit(x, 32, k(3)), 64, k(3).same()).maxPool(HALF); // 73 × 73
    return unit(unit(x, 80, k(1)), 192, k(3)).maxPool(HALF); // 35 × 35
  }

  /// Figure 5: GoogLeNet's module with two 3 × 3. The published code has a 5 × 5 beside them.
  private static Value small(Value x, int pooled) {
    return x.net()
        .concat(
            1,
            unit(x, 64, k(1)),
            unit(unit(x, 48, k(1)), 64, k(5).same()),
            unit(unit(unit(x, 64, k(1)), 96, k(3).same()), 96, k(3).same()),
            unit(neighbours(x), pooled, k(1)));
  }

  /// Figure 10: pooling and strides side by side, so that nothing is thrown away first.
  private static Value halvingSmall(Value x) {
    return x.net()
        .concat(
            1,
            unit(x, 384, HALF),
            unit(unit(unit(x, 64, k(1)), 96, k(3).same()), 96, HALF),
            x.maxPool(HALF));
  }

  /// Figure 6: 7 × 7 windows as a row and a column, once and twice.
  private static Value crossed(Value x, int thin) {
    Value once = unit(unit(unit(x, thin, k(1)), thin, ROW), 192, COLUMN);
    Value twice = unit(unit(unit(x, thin, k(1)), thin, COLUMN), thin, ROW);
    twice = unit(unit(twice, thin, COLUMN), 192, ROW);
    return x.net().concat(1, unit(x, 192, k(1)), once, twice, unit(neighbours(x), 192, k(1)));
  }

  /// The same with a 7 × 7 in front, again as a row and a column.
  private static Value halvingCrossed(Value x) {
    Value seven = unit(unit(unit(x, 192, k(1)), 192, ROW), 192, COLUMN);
    return x.net()
        .concat(1, unit(unit(x, 192, k(1)), 320, HALF), unit(seven, 192, HALF), x.maxPool(HALF));
  }

  /// Figure 7: rows beside columns, for many features on small maps.
  private static Value wide(Value x) {
    return x.net()
        .concat(
            1,
            unit(x, 320, k(1)),
            rowBesideColumn(unit(x, 384, k(1))),
            rowBesideColumn(unit(unit(x, 448, k(1)), 384, k(3).same())),
            unit(neighbours(x), 192, k(1)));
  }

  private static Value rowBesideColumn(Value x) {
    return x.net().concat(1, unit(x, 384, k(1, 3).same()), unit(x, 384, k(3, 1).same()));
  }

  /// The average around each pixel.
  static Value neighbours(Value x) {
    return x.averagePool(k(3).same());
  }

  /// A convolution, normalised, then rectified.
  static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON, 1, CENTRE).relu();
  }
}
