package dev.gatun.kernels.java.plan;

import java.util.function.Consumer;

/// Kernels for one piece of work in two stages: a stand-in that C2 compiles in some 30 ms, for the
/// first runs, and the best, of which a large register tile takes ten times as long. Both compute
/// the same bits.
///
/// @param <T> a kernel, or several that share the work
final class Staged<T> {
  private final T standIn;
  private final T best;
  private final Consumer<T> warmUp;
  private volatile T now;

  /// The best are at work until [#begin].
  ///
  /// @param standIn soon compiled; the same as the best where there is nothing simpler
  /// @param best what shall run in the end
  /// @param warmUp returns when a stage's kernels are compiled
  Staged(T standIn, T best, Consumer<T> warmUp) {
    this.standIn = standIn;
    this.best = best;
    this.warmUp = warmUp;
    now = best;
  }

  /// {@return the kernels at work}
  T now() {
    return now;
  }

  /// {@return the kernels that will be at work in the end}
  T best() {
    return best;
  }

  /// Compiles the stand-in and puts it to work.
  void begin() {
    warmUp.accept(standIn);
    now = standIn;
  }

  /// Compiles the best and puts them to work.
  void finish() {
    warmUp.accept(best);
    now = best;
  }
}
