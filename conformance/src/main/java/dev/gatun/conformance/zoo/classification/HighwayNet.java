package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Srivastava, Greff and Schmidhuber, *Highway Networks*, 2015: each layer has a gate that says for
/// each number how much of it is transformed and how much carried on as it is. Gates that are
/// nearly closed at first let a gradient through a hundred layers; ResNet is the highway whose gate
/// is always open. This is the paper's convolutional network of ten layers for MNIST, 32 channels
/// wide: 151 thousand parameters. Where it pools is not said; this way, both published counts (39
/// thousand for 16 channels) come out.
final class HighwayNet {
  private static final Kernel POOL = k(2).stride(2);
  private static final int WIDTH = 32;
  private static final int DIGITS = 10;

  private HighwayNet() {}

  static void define(Net net) {
    Value x = net.image().conv(WIDTH, k(3).same()).relu(); // carrying needs equal extents
    x = highway(highway(x)).maxPool(POOL); // 14 × 14
    x = highway(highway(highway(x))).maxPool(POOL); // 7 × 7
    x = highway(highway(highway(x))).maxPool(POOL); // 3 × 3
    net.output("shares", x.flatten().dense(DIGITS).softmax(1));
  }

  /// T·H + (1 − T)·x, written as x + T·(H − x): H is what a plain layer would give, T the gate.
  private static Value highway(Value x) {
    Value transformed = x.conv(x.channels(), k(3).same()).relu();
    return x.add(gate(x).mul(transformed.sub(x)));
  }

  /// Numbers between 0 and 1, about an eighth at first: σ(−2), for the bias begins there.
  private static Value gate(Value x) {
    Shape each = Shape.of(x.channels(), 1, 1);
    Value bias = x.net().parameter(x.net().layer("gate") + ".bias", each, -2.1, -1.9);
    return x.convNoBias(x.channels(), k(3).same()).add(bias).sigmoid();
  }
}
