package dev.gatun.onnx;

/// What an ONNX operator becomes: one row of [OperatorTable].
@FunctionalInterface
interface Lowering {
  /// Emits the nodes that compute what the ONNX node does.
  ///
  /// @param node the ONNX node, its attributes, its opset
  /// @param out takes the nodes
  /// @throws UnsupportedException if this use of the operator has no counterpart
  void lower(OnnxNode node, Emitter out);
}
