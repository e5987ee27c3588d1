package dev.gatun.onnx;

import dev.gatun.Tensor;
import dev.gatun.graph.Graph;
import dev.gatun.graph.TensorType;
import dev.gatun.onnx.proto.GraphProto;
import java.util.List;
import java.util.Map;

/// Imports the graphs inside a node.
@FunctionalInterface
interface BodyImporter {
  /// Imports a body. Its inputs are its own, then the captured values.
  ///
  /// @param body the graph
  /// @param opset version of the standard domain around it
  /// @param formal types of its own inputs
  /// @param captured types of the values from around it that are inputs of the node, in order
  /// @param constants values from around it that are constants
  Graph body(
      GraphProto body,
      int opset,
      List<TensorType> formal,
      Map<String, TensorType> captured,
      Map<String, Tensor> constants);
}
