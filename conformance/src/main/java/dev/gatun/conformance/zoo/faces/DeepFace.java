package dev.gatun.conformance.zoo.faces;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;

/// Taigman, Yang, Ranzato and Wolf, *DeepFace: Closing the Gap to Human-Level Performance in Face
/// Verification*, 2014: in a face that has been turned to the front, eyes are always in the same
/// place, so that each place gets filters of its own. Figure 2 of the paper with its 4,030 people;
/// nearly all of the 120 million parameters are in the three locally connected layers and in the
/// fully connected ones. The alignment before the network is not part of it.
final class DeepFace {
  private static final int FEATURES = 4096;
  private static final int PEOPLE = 4030;

  private DeepFace() {}

  static void define(Net net) {
    Value x = net.image();
    x = x.conv(32, k(11)).relu(); // C1: 142 × 142
    x = x.maxPool(k(3).stride(2).ceil()); // M2: 71 × 71
    x = x.conv(16, k(9)).relu(); // C3: 63 × 63
    x = locallyConnected(x, 16, 9, 1).relu(); // L4: 55 × 55
    x = locallyConnected(x, 16, 7, 2).relu(); // L5: 25 × 25
    x = locallyConnected(x, 16, 5, 1).relu(); // L6: 21 × 21
    x = x.flatten().dense(FEATURES).relu(); // F7
    net.output("representation", x.unitLength(1));
    net.output("scores", x.dense(PEOPLE)); // F8
  }

  /// A convolution that shares nothing: `y[n, o, p] = Σ x[n, c, tap k of place p] · w[p, c, k, o]`,
  /// plus a bias for each place.
  private static Value locallyConnected(Value x, int outC, int window, int stride) {
    Net net = x.net();
    int outH = (x.shape().intDim(2) - window) / stride + 1;
    int outW = (x.shape().intDim(3) - window) / stride + 1;
    int places = outH * outW;
    int taps = window * window;
    double bound = Math.sqrt(6.0 / (x.channels() * taps)); // He's
    String layer = net.layer("local");
    Shape each = Shape.of(places, x.channels(), taps, outC);
    Value weights = net.parameter(layer + ".weight", each, -bound, bound);
    Value bias = net.parameter(layer + ".bias", Shape.of(outC, outH, outW), -0.1, 0.1);
    Shape sums = Shape.of(x.shape().dim(0), outC, places);
    net.count(each.size() * x.shape().dim(0));
    Attributes equation = Attributes.none().with("equation", "ncpk,pcko->nop");
    return net.node("Einsum", sums, equation, patches(x, window, stride, outH, outW), weights)
        .reshape(0, outC, outH, outW)
        .add(bias);
  }

  /// What each place sees, one behind the other: `[N, C, places, taps]`.
  private static Value patches(Value x, int window, int stride, int outH, int outW) {
    int places = outH * outW;
    int taps = window * window;
    int width = x.shape().intDim(3);
    long[] pixels = new long[places * taps];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / taps / outW * stride + i % taps / window;
      int column = i / taps % outW * stride + i % window;
      pixels[i] = row * (long) width + column;
    }
    Net net = x.net();
    Value table = net.constant("pixels", Tensor.of(pixels, places, taps));
    Shape shape = Shape.of(x.shape().dim(0), x.channels(), places, taps);
    Attributes pixelAxis = Attributes.none().with("axis", 2);
    return net.node("Gather", shape, pixelAxis, x.reshape(0, x.channels(), -1), table);
  }
}
