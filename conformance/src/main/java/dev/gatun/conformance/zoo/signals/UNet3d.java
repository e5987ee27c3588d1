package dev.gatun.conformance.zoo.signals;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/// Çiçek, Abdulkadir, Lienkamp, Brox and Ronneberger, *3D U-Net: Learning Dense Volumetric
/// Segmentation from Sparse Annotation*, 2016: a U-Net with depth for volumes of a microscope or a
/// scanner. It doubles the channels before it halves the extents, lest a narrow map lose what was
/// seen, and has the 19,069,955 weights and biases of the paper.
///
/// Convolutions have borders here, as in most implementations since, so that the result is as large
/// as the volume. The paper's have none: 132 × 132 × 116 give 44 × 44 × 28, and no volume below 92
/// voxels gives anything. Extents are multiples of 8.
final class UNet3d {
  private static final double EPSILON = 1e-5;
  private static final int[] WIDTHS = {64, 128, 256};
  private static final int BOTTOM = 512;
  private static final int CLASSES = 3;

  private UNet3d() {}

  static void define(Net net) {
    Value x = net.input("volume", Open.BATCH);
    Deque<Value> bridges = new ArrayDeque<>();
    for (int width : WIDTHS) {
      x = layer(layer(x, width / 2), width);
      bridges.push(x);
      x = x.maxPool(k(2).stride(2));
    }
    x = layer(layer(x, BOTTOM / 2), BOTTOM);
    while (!bridges.isEmpty()) {
      Value bridge = bridges.pop();
      Value up = x.convTransposeNoBias(x.channels(), k(2).stride(2), 0);
      x = net.concat(1, bridge, up);
      x = layer(layer(x, bridge.channels()), bridge.channels());
    }
    net.gain(1);
    net.output("scores", x.conv(CLASSES, k(1)));
  }

  private static Value layer(Value x, int outC) {
    return x.conv(outC, k(3, 3, 3).same()).batchNorm(EPSILON).relu();
  }
}
