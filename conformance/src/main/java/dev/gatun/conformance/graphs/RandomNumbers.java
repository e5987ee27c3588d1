package dev.gatun.conformance.graphs;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.util.SplittableRandom;

/// Numbers that depend on a seed and a name alone, the same on every machine.
final class RandomNumbers {
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private RandomNumbers() {}

  /// A FLOAT32 tensor drawn evenly from an interval.
  static Tensor uniform(long seed, String name, Shape shape, double low, double high) {
    SplittableRandom random = new SplittableRandom(seed * GOLDEN_RATIO + name.hashCode());
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.setDouble(i, low + random.nextDouble() * (high - low));
    }
    return tensor;
  }
}
