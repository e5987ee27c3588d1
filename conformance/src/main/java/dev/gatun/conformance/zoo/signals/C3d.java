package dev.gatun.conformance.zoo.signals;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Tran, Bourdev, Fergus, Torresani and Paluri, *Learning Spatiotemporal Features with 3D
/// Convolutional Networks*, 2015: windows of 3 × 3 × 3 see motion as well as form in 16 frames of a
/// video. Eight convolutions and two dense layers, as VGG does for pictures; scores for the 101
/// classes of UCF101 (the network of Sports-1M differs in its 487).
final class C3d {
  private static final int DENSE = 4096;
  private static final int CLASSES = 101;

  private C3d() {}

  static void define(Net net) {
    Value x = net.input("video", Open.BATCH);
    x = layer(x, 64);
    x = x.maxPool(k(1, 2, 2).stride(1, 2, 2)); // time is kept for the next layers
    x = layer(x, 128).maxPool(k(2).stride(2));
    x = layer(layer(x, 256), 256).maxPool(k(2).stride(2));
    x = layer(layer(x, 512), 512).maxPool(k(2).stride(2));
    x = layer(layer(x, 512), 512).maxPool(k(2).stride(2).ceil()); // 7 × 7 gives 4 × 4, as in Caffe
    x = x.flatten().dense(DENSE).relu().dense(DENSE).relu();
    net.gain(1);
    net.output("scores", x.dense(CLASSES));
  }

  private static Value layer(Value x, int outC) {
    return x.conv(outC, k(3, 3, 3).same()).relu();
  }
}
