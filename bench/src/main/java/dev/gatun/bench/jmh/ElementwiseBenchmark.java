package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Sums of two maps, as of shortcuts that nothing could be fused with.
public class ElementwiseBenchmark extends KernelBenchmark {
  /// Channels and size.
  @Param({"256x56", "1024x14", "64x112"})
  public String shape = "256x56";

  /// For the harness.
  public ElementwiseBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.sum(shape);
  }
}
