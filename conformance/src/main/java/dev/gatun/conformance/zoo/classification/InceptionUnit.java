package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Value;

/// A convolution, normalised, then rectified: what the Inception networks are made of since the
/// second. Several of them, one behind the other, are a path through a module; its paths lie beside
/// each other.
///
/// ```java
/// beside(path(x, one(64)), path(x, one(48), five(64)))
/// ```
///
/// @param outC channels of the result
/// @param kernel its window
record InceptionUnit(int outC, Kernel kernel) {
  private static final double EPSILON = 1e-3;

  /// Mean of what is rectified, which keeps forty layers of random weights well-conditioned.
  private static final double CENTRE = 1;

  /// 1 × 1: mixes channels, often to make them fewer.
  static InceptionUnit one(int outC) {
    return new InceptionUnit(outC, k(1));
  }

  /// 3 × 3.
  static InceptionUnit three(int outC) {
    return new InceptionUnit(outC, k(3).same());
  }

  /// 5 × 5.
  static InceptionUnit five(int outC) {
    return new InceptionUnit(outC, k(5).same());
  }

  /// 1 × width.
  static InceptionUnit row(int width, int outC) {
    return new InceptionUnit(outC, k(1, width).same());
  }

  /// Height × 1.
  static InceptionUnit column(int height, int outC) {
    return new InceptionUnit(outC, k(height, 1).same());
  }

  /// 3 × 3 without a border, by steps of 2.
  static InceptionUnit half(int outC) {
    return new InceptionUnit(outC, k(3).stride(2));
  }

  /// Units one behind the other.
  static Value path(Value x, InceptionUnit... units) {
    Value y = x;
    for (InceptionUnit unit : units) {
      y = y.convNoBias(unit.outC, unit.kernel).batchNorm(EPSILON, 1, CENTRE).relu();
    }
    return y;
  }

  /// All channels of several views of the same.
  static Value beside(Value... views) {
    return views[0].net().concat(1, views);
  }

  /// The average around each pixel.
  static Value neighbours(Value x) {
    return x.averagePool(k(3).same());
  }
}
