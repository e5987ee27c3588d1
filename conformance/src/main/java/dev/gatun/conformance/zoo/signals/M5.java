package dev.gatun.conformance.zoo.signals;

import static dev.gatun.conformance.zoo.net.Kernel.k;

import dev.gatun.conformance.zoo.net.Kernel;
import dev.gatun.conformance.zoo.net.Net;
import dev.gatun.conformance.zoo.net.Open;
import dev.gatun.conformance.zoo.net.Value;

/// Dai, Dai, Qu, Li and Das, *Very Deep Convolutional Neural Networks for Raw Waveforms*, 2016:
/// sounds of a city by their samples alone, four seconds at 8 kHz. The first window spans 80
/// samples, 10 ms, and learns what a spectrogram would tell; all others are small. This is M5 of
/// table 1; M11, M18 and M34 have more of the same layers.
final class M5 {
  private static final double EPSILON = 1e-5;
  private static final int CLASSES = 10;

  private M5() {}

  static void define(Net net) {
    Value x = net.input("sound", Open.BATCH);
    x = unit(x, 128, k(80).stride(4).pad(38)); // a quarter of the samples, and of those
    x = unit(x, 128, k(3).same()); // 2000, by the pool behind each convolution,
    x = unit(x, 256, k(3).same()); // 500,
    x = unit(x, 512, k(3).same()); // 125; 32 in the end
    net.gain(1);
    net.output("scores", x.globalAveragePool().flatten().dense(CLASSES));
  }

  private static Value unit(Value x, int outC, Kernel kernel) {
    return x.convNoBias(outC, kernel).batchNorm(EPSILON).relu().maxPool(k(4).stride(4).ceil());
  }
}
