package dev.gatun.conformance.zoo.generation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Shi, Caballero, Huszár, Totz, Aitken, Bishop, Rueckert and Wang, *Real-Time Single Image and
/// Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural Network*, 2016: all
/// layers work on the small picture, and only the last step makes it large, which costs nothing.
/// This is the network 5-3-3 for three times the extents, on brightness alone, with the paper's
/// tanh.
final class Espcn {
  private static final int FACTOR = 3;

  private Espcn() {}

  static void define(Net net) {
    net.gain(1);
    Value x = net.input("image", Open.SIZE);
    x = x.conv(64, k(5).same()).tanh();
    x = x.conv(32, k(3).same()).tanh();
    x = x.conv(FACTOR * FACTOR, k(3).same());
    net.output("large", shuffled(x));
  }

  /// Nine channels of a pixel become a square of three by three pixels.
  private static Value shuffled(Value x) {
    Shape size = x.shape();
    Shape large =
        Shape.of(
            size.dim(0),
            size.dim(1) / (FACTOR * FACTOR),
            size.dim(2) * FACTOR,
            size.dim(3) * FACTOR);
    return x.net().node("DepthToSpace", large, Attributes.none().with("blocksize", FACTOR), x);
  }
}
