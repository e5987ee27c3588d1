package dev.gatun.conformance.zoo.classification;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Value;
import java.util.List;

/// Ma, Zhang, Zheng and Sun, *ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture
/// Design*, 2018: half of the channels pass each block untouched, and a shuffle lets the halves
/// meet. Made for little memory traffic, not for few multiply-adds alone. Table 5 of the paper at
/// width 1.
final class ShuffleNetV2 {
  private static final double EPSILON = 1e-5;
  private static final int CLASSES = 1000;

  private ShuffleNetV2() {}

  static void define(Net net) {
    Value x = activated(net.image().convNoBias(24, k(3).stride(2).pad(1)));
    x = x.maxPool(k(3).stride(2).pad(1));
    x = stage(x, 116, 4);
    x = stage(x, 232, 8);
    x = stage(x, 464, 4);
    x = activated(x.convNoBias(1024, k(1)));
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  private static Value stage(Value x, int outC, int count) {
    Value y = down(x, outC / 2);
    for (int block = 1; block < count; block++) {
      y = unit(y);
    }
    return y;
  }

  /// Half of the channels pass, the other half is worked on.
  private static Value unit(Value x) {
    int half = x.channels() / 2;
    List<Value> halves = x.net().split(x, half, half);
    return shuffled(halves.getFirst(), branch(halves.getLast(), half, 1));
  }

  /// Half the extents: all channels go both ways.
  private static Value down(Value x, int half) {
    Value shortcut = x.depthwise(k(3).stride(2).pad(1)).batchNorm(EPSILON);
    shortcut = activated(shortcut.convNoBias(half, k(1)));
    return shuffled(shortcut, branch(x, half, 2));
  }

  private static Value branch(Value x, int width, int stride) {
    Value y = activated(x.convNoBias(width, k(1)));
    y = y.depthwise(k(3).stride(stride).pad(1)).batchNorm(EPSILON);
    return activated(y.convNoBias(width, k(1)));
  }

  /// Channels of both halves in turn: a transposed 2 × C/2 table.
  private static Value shuffled(Value left, Value right) {
    Value x = left.net().concat(1, left, right);
    long h = x.shape().dim(2);
    long w = x.shape().dim(3);
    return x.reshape(0, 2, x.channels() / 2, h, w)
        .transpose(0, 2, 1, 3, 4)
        .reshape(0, x.channels(), h, w);
  }

  private static Value activated(Value x) {
    return x.batchNorm(EPSILON).relu();
  }
}
