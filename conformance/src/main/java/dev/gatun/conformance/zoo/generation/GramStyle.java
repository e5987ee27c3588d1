package dev.gatun.conformance.zoo.generation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.classification.VGG;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Gatys, Ecker and Bethge, *A Neural Algorithm of Artistic Style*, 2015: which features of a
/// classifier occur together, wherever in the picture, tells its style. VGG-19 up to its thirteenth
/// convolution, with average pools as in the paper; from the first convolution of each of five
/// stages, the matrix of all products of two features (Gram matrix), here divided by the number of
/// features and places.
final class GramStyle {
  private static final int[] WIDTHS = {64, 128, 256, 512, 512};
  private static final int[] COUNTS = {2, 2, 4, 4, 1};

  /// Averages are quieter than what they average: larger weights keep features at one size.
  private static final double AFTER_AVERAGE = 3;

  private GramStyle() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      if (stage > 0) {
        x = x.averagePool(k(2).stride(2));
      }
      net.gain(AFTER_AVERAGE);
      x = x.conv(WIDTHS[stage], k(3).same()).relu();
      String width = Integer.toString(x.channels());
      net.output("relu%d_1".formatted(stage + 1), gram(x), "N", width, width);
      net.gain(Math.sqrt(2));
      x = VGG.stage(x, WIDTHS[stage], COUNTS[stage] - 1);
    }
  }

  /// Σ a·b over all places for every two features a and b, divided by C·H·W.
  private static Value gram(Value x) {
    Value features = x.reshape(0, 0, -1);
    Value products = features.matMul(features.transpose(0, 2, 1));
    return products.div(numbers(x));
  }

  /// C·H·W.
  private static Value numbers(Value x) {
    Net net = x.net();
    Attributes butBatch = Attributes.none().with("start", 1);
    Value extents = net.node("Shape", DType.INT64, Shape.of(3), butBatch, x);
    Attributes flat = Attributes.none().with("keepdims", 0);
    Value product = net.node("ReduceProd", Shape.scalar(), flat, extents);
    return net.node(
        "Cast", DType.FLOAT32, Shape.scalar(), Attributes.none().with("to", 1), product);
  }
}
