package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Means over whole maps.
public class GlobalAverageBenchmark extends KernelBenchmark {
  /// Channels and size.
  @Param({"2048x7", "1280x7", "96x112"})
  public String shape = "2048x7";

  /// For the harness.
  public GlobalAverageBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.globalAverage(shape);
  }
}
