package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayList;
import java.util.List;

/// Klambauer, Unterthiner, Mayr and Hochreiter, *Self-Normalizing Neural Networks*, 2017: a scaled
/// exponential unit whose two constants draw mean and variance of the activations to 0 and 1, so
/// that no layer normalises. The paper has fully connected networks only; this is the convolutional
/// one for CIFAR-10 with which its authors' repository explains it: Keras' own example with SELU in
/// place of the rectifier and LeCun's weights.
final class SeluNet {
  private static final int CLASSES = 10;

  private SeluNet() {}

  static void define(Net net) {
    net.output("scores", activations(net).getLast().dense(CLASSES));
  }

  /// What each unit gives, from the first layer to the last but one.
  static List<Value> activations(Net net) {
    net.gain(1);
    List<Value> all = new ArrayList<>();
    Value x = net.image();
    for (int width : new int[] {32, 64}) {
      x = x.conv(width, k(3).same()).apply("Selu");
      all.add(x);
      x = x.conv(width, k(3)).apply("Selu");
      all.add(x);
      x = x.maxPool(k(2).stride(2));
    }
    all.add(x.flatten().dense(512).apply("Selu"));
    return all;
  }
}
