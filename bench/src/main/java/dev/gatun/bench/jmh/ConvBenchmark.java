package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Convolutions of ResNet-50, VGG-16 and MobileNets, first layers among them.
public class ConvBenchmark extends KernelBenchmark {
  /// Channels and size, kernel and stride, channels of the result.
  @Param({
    "64x56-k3s1-64",
    "128x28-k3s1-128",
    "256x14-k3s1-256",
    "512x7-k3s1-512",
    "64x56-k1s1-256",
    "256x14-k1s1-1024",
    "128x56-k3s2-128",
    "64x112-k3s1-128",
    "3x224-k7s2-64",
    "3x224-k3s1-64"
  })
  public String shape = "64x56-k3s1-64";

  /// For the harness.
  public ConvBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.conv(shape);
  }
}
