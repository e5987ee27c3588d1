package dev.gatun.onnx;

import dev.gatun.op.CustomOp;

/// Stands in a graph for a node that Gatun cannot run, where the caller asked to see it
/// nevertheless. Nothing compiles it.
///
/// @param domain the node's domain, empty for the standard one
/// @param type the node's operator type
/// @param reason why it is not supported, in a few words
public record UnknownOp(String domain, String type, String reason) implements CustomOp {
  @Override
  public String title() {
    return domain.isEmpty() ? type : domain + "." + type;
  }
}
