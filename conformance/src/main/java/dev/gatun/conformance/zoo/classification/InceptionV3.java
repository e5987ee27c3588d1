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

/// Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, *Rethinking the Inception Architecture for Computer
/// Vision*, 2015: large windows come apart. A 5 × 5 becomes two of 3 × 3, a 7 × 7 becomes 1 × 7 and
/// 7 × 1. This is the network that the authors published as code and that torchvision has: 299 ×
/// 299 pixels, without the side branch of training 23,834,568 parameters.
final class InceptionV3 {
  private static final Kernel POOL = k(3).stride(2);
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
    Value x = path(image, half(32), inner(32), three(64)).maxPool(POOL); // 73 × 73
    return path(x, one(80), inner(192)).maxPool(POOL); // 35 × 35
  }

  /// 3 × 3 without a border.
  private static InceptionUnit inner(int outC) {
    return new InceptionUnit(outC, k(3));
  }

  /// Figure 5: GoogLeNet's module with two 3 × 3. The published code has a 5 × 5 beside them.
  private static Value small(Value x, int pooled) {
    return beside(
        path(x, one(64)),
        path(x, one(48), five(64)),
        path(x, one(64), three(96), three(96)),
        path(neighbours(x), one(pooled)));
  }

  /// Figure 10: pooling and strides side by side, so that nothing is thrown away first.
  private static Value halvingSmall(Value x) {
    return beside(
        path(x, half(384)), path(x, one(64), three(96), half(96)), x.maxPool(POOL)); // 17 × 17
  }

  /// Figure 6: 7 × 7 windows as a row and a column, once and twice.
  private static Value crossed(Value x, int thin) {
    return beside(
        path(x, one(192)),
        path(x, one(thin), row(7, thin), column(7, 192)),
        path(x, one(thin), column(7, thin), row(7, thin), column(7, thin), row(7, 192)),
        path(neighbours(x), one(192)));
  }

  /// The same with a 7 × 7 in front, again as a row and a column.
  private static Value halvingCrossed(Value x) {
    return beside(
        path(x, one(192), half(320)),
        path(x, one(192), row(7, 192), column(7, 192), half(192)),
        x.maxPool(POOL)); // 8 × 8
  }

  /// Figure 7: rows beside columns, for many features on small maps.
  private static Value wide(Value x) {
    return beside(
        path(x, one(320)),
        rowBesideColumn(path(x, one(384))),
        rowBesideColumn(path(x, one(448), three(384))),
        path(neighbours(x), one(192)));
  }

  private static Value rowBesideColumn(Value x) {
    return beside(path(x, row(3, 384)), path(x, column(3, 384)));
  }
}
