package dev.gatun.conformance.contract;

import java.util.List;

/// A sequence of choices. The first option of each choice is the simplest one, so shrinking the
/// numbers towards 0 shrinks the problem. Nothing here knows which test engine the numbers come
/// from.
public final class Draw {
  private final List<Integer> numbers;
  private int next;

  /// Choices that a list of numbers makes.
  ///
  /// @param numbers what decides, each 0 or more; after the last one the simplest options are taken
  public Draw(List<Integer> numbers) {
    this.numbers = List.copyOf(numbers);
  }

  private int number() {
    return next < numbers.size() ? numbers.get(next++) : 0;
  }

  /// One of some integers.
  ///
  /// @param options the simplest first
  /// @return one of them
  public int pick(int... options) {
    return options[number() % options.length];
  }

  /// One of some words.
  ///
  /// @param options the simplest first
  /// @return one of them
  public String pick(String... options) {
    return options[number() % options.length];
  }

  /// Whether something unusual happens.
  ///
  /// @param oneIn how rare it is
  /// @return true once in so many
  public boolean rarely(int oneIn) {
    return number() % oneIn == oneIn - 1;
  }
}
