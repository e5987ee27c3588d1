package dev.gatun.bench.peer;

import dev.gatun.BackendException;
import dev.gatun.GatunException;
import java.nio.file.Path;

/// An engine that runs ONNX files.
///
/// ```java
/// Peer peer = new OnnxRuntime();
/// try (Opened model = peer.open(file, 2);
///     Call call = model.call(Map.of("image", picture))) {
///   call.run();
///   Map<String, Tensor> outputs = call.outputs();
/// }
/// ```
public interface Peer {
  /// The engine's name in tables and files.
  ///
  /// @return such as `ort`
  String name();

  /// Loads a model and makes it ready to run.
  ///
  /// @param file an ONNX file
  /// @param threads that take part in a run, the caller included, ≥ 1
  /// @return the model, which the caller closes
  /// @throws BackendException if the engine is not there or does not take the file
  /// @throws GatunException whatever else Gatun's own engines say of the file
  Opened open(Path file, int threads);
}
