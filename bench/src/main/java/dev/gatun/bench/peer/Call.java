package dev.gatun.bench.peer;

import dev.gatun.BackendException;
import dev.gatun.GatunException;
import dev.gatun.Tensor;
import java.util.Map;

/// One set of inputs that a model is run on, again and again.
public interface Call extends AutoCloseable {
  /// Runs the model. The first run lets the engine make the results, as their shapes may depend on
  /// the data; later ones write into the memory of the first.
  ///
  /// @throws BackendException if the engine fails
  /// @throws GatunException whatever else Gatun's own engines say
  void run();

  /// Waits, after a first run, until kernels that the engine compiles in the background are at
  /// work.
  default void warmUp() {}

  /// The results of the last run.
  ///
  /// @return copies, by name, in the model's order
  /// @throws IllegalStateException if nothing was run
  Map<String, Tensor> outputs();

  /// Frees inputs and results.
  @Override
  void close();
}
