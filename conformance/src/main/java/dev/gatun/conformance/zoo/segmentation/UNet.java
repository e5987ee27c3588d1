package dev.gatun.conformance.zoo.segmentation;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;
import java.util.ArrayDeque;
import java.util.Deque;

/// Ronneberger, Fischer and Brox, *U-Net: Convolutional Networks for Biomedical Image
/// Segmentation*, 2015: figure 1, down one side and up the other, where each level hands what it
/// saw across to the other side. Convolutions have no border, so that every result is computed from
/// real pixels alone: 572 × 572 come in, the inner 388 × 388 come out.
final class UNet {
  private static final int[] WIDTHS = {64, 128, 256, 512};
  private static final int BOTTOM = 1024;

  /// Cell and background.
  private static final int CLASSES = 2;

  private UNet() {}

  static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    Deque<Value> bridges = new ArrayDeque<>();
    for (int width : WIDTHS) {
      x = twice(x, width);
      bridges.push(x);
      x = x.maxPool(k(2).stride(2));
    }
    x = twice(x, BOTTOM);
    while (!bridges.isEmpty()) {
      Value bridge = bridges.pop();
      Value up = x.convTranspose(x.channels() / 2, k(2).stride(2), 0);
      x = twice(net.concat(1, cropped(bridge, up), up), up.channels());
    }
    net.gain(1);
    net.output("scores", x.conv(CLASSES, k(1)));
  }

  /// The two convolutions of each level, which take two pixels from each side.
  private static Value twice(Value x, int width) {
    return x.conv(width, k(3)).relu().conv(width, k(3)).relu();
  }

  /// The middle of what the bridge carries. Both sides lose the same border whatever the extents
  /// are, so that its width may be a constant.
  private static Value cropped(Value bridge, Value like) {
    Net net = bridge.net();
    long border = (bridge.shape().dim(2) - like.shape().dim(2)) / 2;
    Shape y =
        Shape.of(
            bridge.shape().dim(0),
            bridge.channels(),
            bridge.shape().dim(2) - 2 * border,
            bridge.shape().dim(3) - 2 * border);
    Value from = net.ints(border, border);
    Value to = net.ints(-border, -border);
    return net.node("Slice", y, Attributes.none(), bridge, from, to, net.ints(2, 3));
  }
}
