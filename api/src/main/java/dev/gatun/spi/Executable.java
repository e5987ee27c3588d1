package dev.gatun.spi;

import dev.gatun.Tensor;
import java.util.List;

/// A compiled graph. May be run from many threads at once.
public interface Executable extends AutoCloseable {
  /// Runs the graph once. Allocates nothing on the heap in steady state. The calling thread may
  /// access the memory of all tensors; other threads may not where it is confined.
  ///
  /// @param inputs one tensor per graph input, in the graph's order, of the compiled types
  /// @param outputs one tensor per graph output, in the graph's order, of the compiled types;
  ///   filled
  void run(List<Tensor> inputs, List<Tensor> outputs);

  /// Runs the graph once like [#run] and notes when each step ended. Ordinary runs must not pay for
  /// it.
  ///
  /// @param inputs as for [#run]
  /// @param outputs as for [#run]
  /// @param ticks one more than [#report] has steps: filled with [System#nanoTime] before the first
  ///   step and after each
  /// @return false if this backend cannot tell: then the graph was run, and nothing is noted
  default boolean profile(List<Tensor> inputs, List<Tensor> outputs, long[] ticks) {
    run(inputs, outputs);
    return false;
  }

  /// What was planned.
  ///
  /// @return the report
  PlanReport report();

  @Override
  void close();
}
