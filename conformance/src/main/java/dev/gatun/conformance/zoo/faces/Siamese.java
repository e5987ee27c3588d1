package dev.gatun.conformance.zoo.faces;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// Koch, Zemel and Salakhutdinov, *Siamese Neural Networks for One-Shot Image Recognition*, 2015:
/// two pictures pass the same layers, and the distance of what comes out says whether they show the
/// same, letters of an alphabet never seen in training included. Figure 4 of the paper. The idea of
/// twins is Bromley et al.'s (1993); Chopra, Hadsell and LeCun (2005) verified faces with it.
final class Siamese {
  private static final Kernel POOL = k(2).stride(2);
  private static final int FEATURES = 4096;

  private Siamese() {}

  static void define(Net net) {
    Shape size = net.size();
    List<String> dims = List.of("N", "" + size.dim(1), "" + size.dim(2), "" + size.dim(3));
    Value first = net.input("first", Open.BATCH);
    Value second = net.input("second", Examples.smooth(size, net.seed() + 1), dims);

    Value a = net.in("twin", () -> twin(first));
    Value b = net.in("twin", () -> twin(second));
    Value differences = a.sub(b).apply("Abs");
    Value probability = differences.dense(1).sigmoid(); // each difference with a learned weight
    net.output("distance", differences.mean(1));
    net.output("probability", probability);
    net.output("same", isAbove(probability, 0.5f));
  }

  /// What describes a picture, in numbers between 0 and 1.
  private static Value twin(Value image) {
    Net net = image.net();
    net.gain(Math.sqrt(2));
    Value x = image.conv(64, k(10)).relu().maxPool(POOL);
    x = x.conv(128, k(7)).relu().maxPool(POOL);
    x = x.conv(128, k(4)).relu().maxPool(POOL);
    x = x.conv(256, k(4)).relu();
    net.gain(1);
    return x.flatten().dense(FEATURES).sigmoid();
  }

  private static Value isAbove(Value x, float threshold) {
    Net net = x.net();
    return net.node("Greater", DType.BOOL, x.shape(), Attributes.none(), x, net.number(threshold));
  }
}
