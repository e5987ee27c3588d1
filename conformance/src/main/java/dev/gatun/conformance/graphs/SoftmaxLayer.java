package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Softmax over an axis; before opset 13 over all from that axis on.
///
/// @param logarithm whether its logarithm is wanted
/// @param axis from 1
record SoftmaxLayer(boolean logarithm, int axis) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    return axis < x.rank() && x.dim(axis) > 1 ? x : null;
  }

  @Override
  public void write(LayerWriter to) {
    to.node(
        logarithm ? "LogSoftmax" : "Softmax",
        List.of(to.x()),
        Attributes.none().with("axis", axis));
  }

  @Override
  public List<Layer> simpler() {
    return logarithm ? List.of(new SoftmaxLayer(false, axis)) : List.of();
  }
}
