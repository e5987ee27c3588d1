package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic on several values, of one shape or broadcast to the first one's.
///
/// @param type an ONNX operator of as many operands as the layer reads
record CombineLayer(String type) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape first = inputs.getFirst();
    return inputs.stream().allMatch(other -> spreads(other, first)) ? first : null;
  }

  private static boolean spreads(Shape from, Shape to) {
    if (from.rank() != to.rank()) {
      return false;
    }
    for (int axis = 0; axis < from.rank(); axis++) {
      if (from.dim(axis) != to.dim(axis) && from.dim(axis) != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void write(LayerWriter to) {
    to.node(type, to.inputs(), Attributes.none());
  }

  @Override
  public List<Layer> simpler() {
    return type.equals("Add") ? List.of() : List.of(new CombineLayer("Add"));
  }
}
