/// Reads ONNX files into [dev.gatun.graph.Graph]s. Everything that is particular to the format ends
/// in this package: protobuf, opset versions, parameters as attributes or as inputs, functions,
/// external data.
@NullMarked
package dev.gatun.onnx;

import org.jspecify.annotations.NullMarked;
