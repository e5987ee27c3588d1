package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Pools of VGG-16, ResNet-50 and DenseNets.
public class PoolBenchmark extends KernelBenchmark {
  /// Channels and size, kernel and stride.
  @Param({"64x224-k2s2", "64x112-k3s2", "512x14-k2s2"})
  public String shape = "64x112-k3s2";

  /// The largest element, or the mean.
  @Param({"true", "false"})
  public boolean max = true;

  /// For the harness.
  public PoolBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.pool(shape, max);
  }
}
