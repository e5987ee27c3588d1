package dev.gatun.bench.zoo;

import dev.gatun.Tensor;
import dev.gatun.bench.peer.Call;
import dev.gatun.bench.peer.OnnxRuntime;
import dev.gatun.bench.peer.Opened;
import java.nio.file.Path;
import java.util.Map;

/// Runs a file with ONNX Runtime.
final class Oracle {
  private static final int THREADS = 2;

  private Oracle() {}

  /// Runs a model once.
  ///
  /// @param file an ONNX file
  /// @param inputs tensors by name
  /// @return the outputs by name
  static Map<String, Tensor> run(Path file, Map<String, Tensor> inputs) {
    try (Opened model = new OnnxRuntime().open(file, THREADS);
        Call call = model.call(inputs)) {
      call.run();
      return call.outputs();
    }
  }
}
