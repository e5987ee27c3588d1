package dev.gatun.bench.layers;

import dev.gatun.Tensor;
import java.util.List;

/// An engine that has prepared one layer.
interface LayerEngine extends AutoCloseable {
  /// The engine's name in tables and files.
  String name();

  /// Runs the layer once.
  ///
  /// @throws dev.gatun.BackendException if the engine fails
  void run();

  /// The layer's result.
  ///
  /// @return of the first run
  Tensor output();

  /// Ends the measurement; nothing is run any more.
  ///
  /// @return how long the layer alone took in each run so far, in milliseconds, in order
  List<Double> finish();

  /// What the engine chose, known when it is finished.
  ///
  /// @return the kernel's name, or an empty text where the engine does not tell
  String kernel();

  @Override
  void close();
}
