package dev.gatun.onnx;

import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.graph.TensorType;
import dev.gatun.op.CustomOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stands in a graph for a node that Gatun cannot run, where the caller asked to see it
/// nevertheless. Nothing compiles it.
///
/// @param domain the node's domain, empty for the standard one
/// @param type the node's operator type
/// @param reason why it is not supported, in a few words
public record UnknownOp(String domain, String type, String reason) implements CustomOp {
  @Override
  public boolean isRunnable() {
    return false;
  }

  @Override
  public List<TensorType> outputTypes(List<@Nullable TensorType> inputs) {
    throw refusal();
  }

  @Override
  public void run(List<@Nullable Tensor> inputs, List<@Nullable Tensor> outputs) {
    throw refusal();
  }

  private UnsupportedOperatorException refusal() {
    return new UnsupportedOperatorException(
        title(), List.of(new UnsupportedOperatorException.Use(title(), "", reason)));
  }
}
