package dev.gatun.conformance.graphs;

import dev.gatun.GatunException;
import dev.gatun.Tensor;
import java.util.List;

/// Something that runs ONNX models: a backend of Gatun, or another program.
public interface GraphRunner {
  /// What people call it.
  ///
  /// @return a short name
  String name();

  /// Loads a model and runs it once.
  ///
  /// @param model the content of an ONNX file
  /// @param inputs one tensor per input of the graph, in its order
  /// @return one tensor per output, in the graph's order
  /// @throws GatunException if it cannot
  List<Tensor> run(byte[] model, List<Tensor> inputs);
}
