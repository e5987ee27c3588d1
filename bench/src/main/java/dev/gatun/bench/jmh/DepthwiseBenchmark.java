package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Depthwise convolutions of MobileNets.
public class DepthwiseBenchmark extends KernelBenchmark {
  /// Channels and size, kernel and stride.
  @Param({"32x112-k3s1", "144x56-k3s1", "144x56-k3s2", "512x14-k3s1", "960x7-k3s1", "240x14-k5s1"})
  public String shape = "144x56-k3s1";

  /// For the harness.
  public DepthwiseBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.depthwise(shape);
  }
}
