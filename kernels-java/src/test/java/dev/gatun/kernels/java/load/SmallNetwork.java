package dev.gatun.kernels.java.load;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.conformance.zoo.net.Definition;
import dev.gatun.conformance.zoo.net.Examples;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Network;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// A network that takes some hundred microseconds and meets kernels of all kinds: convolutions on
/// planar and blocked maps, in groups, depthwise and transposed, pools, a concatenation, a
/// residual, norms, a resize, matrix products, Softmax. Its last result has as many columns as
/// there are numbers above zero, so that a plan ends and another one goes on. Batch and size are
/// the caller's, so that it has as many plans as sizes.
final class SmallNetwork {
  private static final int CHANNELS = 3;
  private static final int EXTENT = 16;
  private static final long SEED = 6;

  private SmallNetwork() {}

  /// The file.
  ///
  /// @return an ONNX model
  static byte[] bytes() {
    return bytes(SmallNetwork::define);
  }

  /// The file with one more result, of kernels that keep arrays with the thread that runs them.
  ///
  /// @return an ONNX model
  static byte[] bytesWithScratch() {
    return bytes(SmallNetwork::defineWithScratch);
  }

  private static byte[] bytes(Definition definition) {
    Network network =
        Network.of("small", 2026, "all kinds of kernels", definition)
            .input(CHANNELS, EXTENT, EXTENT);
    return network.file(network.define(network.input(), SEED)).toByteArray();
  }

  private static void defineWithScratch(Net net) {
    Value x = net.input("image", Open.SIZE);
    Value boxes = net.constant("boxes", Tensor.of(new float[] {0, 0, 5, 5, 1, 2, 7, 7}, 2, 4));
    Attributes bins = Attributes.none().with("output_height", 2).with("output_width", 2);
    Shape pooled = Shape.of(2, CHANNELS, 2, 2);
    net.output("regions", net.node("RoiAlign", pooled, bins, x, boxes, net.ints(0, 0)));
    net.output("scores", x.conv(8, k(3)).globalAveragePool().flatten());
  }

  private static void define(Net net) {
    Value x = net.input("image", Open.SIZE);
    Value a = x.conv(16, k(3).same()).batchNorm(1e-5).relu();
    Value b = a.depthwise(k(3).same()).relu6().conv(32, k(1)).swish();
    Value c = b.maxPool(k(2).stride(2)).conv(32, k(3).same()).relu();
    Value up = c.convTranspose(16, k(2).stride(2), 0).instanceNorm(1e-5);
    Value all = net.concat(1, a, up, c.conv(8, k(1)).upsample(2, "nearest"));
    Value map = all.conv(32, k(3).same().groups(4)).add(b).hardSwish();
    net.output("map", map);
    net.output("scores", map.globalAveragePool().flatten().dense(20).relu().dense(10).softmax(1));
    Value places =
        net.node("NonZero", DType.INT64, Shape.of(4, 1), Attributes.none(), c.slice(1, 0, 4));
    net.output("places", places, "4", "");
  }

  /// What a run is given.
  ///
  /// @param batch pictures
  /// @param extent height and width, an even number
  /// @return a tensor that follows from its extents
  static Tensor input(int batch, int extent) {
    return Examples.smooth(Shape.of(batch, CHANNELS, extent, extent), 31L * batch + extent);
  }
}
