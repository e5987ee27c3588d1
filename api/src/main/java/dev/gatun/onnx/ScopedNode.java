package dev.gatun.onnx;

import dev.gatun.onnx.proto.NodeProto;

/// A node after function inlining, and the opset of the standard domain that it is written in: a
/// function brings its own.
///
/// @param proto the node
/// @param opset version of the standard opset, 0 where the scope imports none
/// @param captured how many of the last inputs are values that the node's bodies use
record ScopedNode(NodeProto proto, int opset, int captured) {
  ScopedNode(NodeProto proto, int opset) {
    this(proto, opset, 0);
  }

  String place() {
    return OnnxNode.place(proto, opset);
  }
}
