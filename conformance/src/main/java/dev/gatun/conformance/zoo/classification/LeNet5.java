package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// LeCun, Bottou, Bengio and Haffner, *Gradient-Based Learning Applied to Document Recognition*,
/// 1998: the whole of figure 2, with its trained subsampling, the table of connections between S2
/// and C3, the scaled tanh, and distances to ten fixed patterns as the result. 60,000 trained
/// numbers, as the paper says.
final class LeNet5 {
  /// The maps of S2 that each map of C3 sees: table I of the paper, by column.
  private static final long[][] CONNECTIONS = {
    {0, 1, 2},
    {1, 2, 3},
    {2, 3, 4},
    {3, 4, 5},
    {0, 4, 5},
    {0, 1, 5},
    {0, 1, 2, 3},
    {1, 2, 3, 4},
    {2, 3, 4, 5},
    {0, 3, 4, 5},
    {0, 1, 4, 5},
    {0, 1, 2, 5},
    {0, 1, 3, 4},
    {1, 2, 4, 5},
    {0, 2, 3, 5},
    {0, 1, 2, 3, 4, 5}
  };

  /// Numbers that describe a digit to the last layer: a drawing of 7 by 12.
  private static final int FEATURES = 84;

  private static final int DIGITS = 10;

  private LeNet5() {}

  static void define(Net net) {
    net.gain(1);
    Value x = net.image();
    x = squashed(x.conv(6, k(5))); // C1: 28 × 28
    x = squashed(subsampled(x)); // S2: 14 × 14
    x = squashed(partlyConnected(x)); // C3: 10 × 10
    x = squashed(subsampled(x)); // S4: 5 × 5
    x = squashed(x.conv(120, k(5))); // C5: 1 × 1
    x = squashed(x.flatten().dense(FEATURES)); // F6
    net.output("distances", distances(x));
  }

  /// The mean of four neighbours, times a trained factor, plus a trained bias.
  private static Value subsampled(Value x) {
    Net net = x.net();
    String layer = net.layer("subsampling");
    Shape each = Shape.of(x.channels(), 1, 1);
    Value factor = net.parameter(layer + ".factor", each, 0.8, 1.2);
    Value bias = net.parameter(layer + ".bias", each, -0.1, 0.1);
    return x.averagePool(k(2).stride(2)).mul(factor).add(bias);
  }

  /// Each map sees some of the maps before it, so that they learn different things.
  private static Value partlyConnected(Value x) {
    Net net = x.net();
    List<Value> maps = new ArrayList<>();
    for (long[] seen : CONNECTIONS) {
      Shape part = Shape.of(x.shape().dim(0), seen.length, x.shape().dim(2), x.shape().dim(3));
      Attributes channels = Attributes.none().with("axis", 1);
      maps.add(net.node("Gather", part, channels, x, net.ints(seen)).conv(1, k(5)));
    }
    return net.concat(1, maps);
  }

  /// 1.7159·tanh(2x/3), which maps ±1 to ±1.
  private static Value squashed(Value x) {
    return x.mul(2.0 / 3).tanh().mul(1.7159);
  }

  /// Σ (x − pattern)² for each of ten patterns of ±1, which nobody trains; the nearest one wins.
  private static Value distances(Value x) {
    Net net = x.net();
    Value patterns =
        net.constant("patterns", Examples.signs(Shape.of(DIGITS, FEATURES), net.seed()));
    Value offset = x.reshape(0, 1, FEATURES).sub(patterns);
    Shape y = Shape.of(x.shape().dim(0), DIGITS);
    return net.node(
        "ReduceSum",
        DType.FLOAT32,
        y,
        Attributes.none().with("keepdims", 0),
        offset.mul(offset),
        net.ints(2));
  }
}
