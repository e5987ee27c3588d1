package dev.gatun.bench.peer;

import dev.gatun.BackendException;
import dev.gatun.InvalidInputException;
import dev.gatun.Tensor;
import java.util.Map;

/// A model that an engine has loaded.
public interface Opened extends AutoCloseable {
  /// Copies inputs to where the engine reads them without another copy: outside the heap.
  ///
  /// @param inputs one tensor for each input's name; copied
  /// @return the call, which the caller closes before this model
  /// @throws InvalidInputException if a name, type or shape does not fit; some engines say so only
  ///   when the call is run
  /// @throws BackendException if the engine refuses
  Call call(Map<String, Tensor> inputs);

  /// Frees what the engine holds.
  @Override
  void close();
}
