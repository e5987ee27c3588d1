package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Arithmetic with a constant that is positive and not near zero.
///
/// @param type an ONNX operator of two operands
/// @param perChannel a number for each channel, or one for all
/// @param constantFirst whether the constant is the first operand
record ScaleLayer(String type, boolean perChannel, boolean constantFirst) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    return perChannel && x.rank() < 3 ? null : x;
  }

  @Override
  public void write(LayerWriter to) {
    Shape shape = perChannel ? Extents.perChannel(to.shape()) : Shape.scalar();
    String constant = to.uniform("k", shape, 0.5, 2);
    to.node(
        type,
        constantFirst ? Arrays.asList(constant, to.x()) : Arrays.asList(to.x(), constant),
        Attributes.none());
  }

  @Override
  public List<Layer> simpler() {
    ScaleLayer least = new ScaleLayer("Mul", false, false);
    return equals(least) ? List.of() : List.of(least, new ScaleLayer(type, false, constantFirst));
  }
}
