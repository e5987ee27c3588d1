package dev.gatun.bench.jmh;

import org.openjdk.jmh.annotations.Param;

/// Matrix products, with B as a weight and as an input.
public class GemmBenchmark extends KernelBenchmark {
  /// M×N×K.
  @Param({"64x64x64", "512x512x512", "196x512x1024", "1x1000x2048", "1x4096x4096"})
  public String shape = "512x512x512";

  /// Whether B is a weight.
  @Param({"true", "false"})
  public boolean packed = true;

  /// For the harness.
  public GemmBenchmark() {}

  @Override
  KernelCase kernel() {
    return KernelCase.product(shape, packed);
  }
}
