package dev.gatun.conformance.graphs;

import java.util.List;
import java.util.SplittableRandom;

/// Choices that follow from a seed.
final class Dice {
  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /// A number from 0 to `count − 1`.
  int below(int count) {
    return random.nextInt(count);
  }

  /// A number from `low` to `high`, both included.
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /// One of some numbers.
  int of(int... values) {
    return values[random.nextInt(values.length)];
  }

  /// One of some things.
  <T> T of(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
