package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values one behind the other.
///
/// @param axis on which they may differ
record ConcatLayer(int axis) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape first = inputs.getFirst();
    if (axis >= first.rank()) {
      return null;
    }
    long sum = 0;
    for (Shape each : inputs) {
      if (each.rank() != first.rank()
          || !Extents.with(each, axis, 1).equals(Extents.with(first, axis, 1))) {
        return null;
      }
      sum += each.dim(axis);
    }
    return Extents.with(first, axis, sum);
  }

  @Override
  public void write(LayerWriter to) {
    to.node("Concat", to.inputs(), Attributes.none().with("axis", axis));
  }
}
