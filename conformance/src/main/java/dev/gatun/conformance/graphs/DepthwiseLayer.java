package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A convolution with a group for each channel, however many there are.
///
/// @param multiplier results of each channel
/// @param window kernel, strides, dilations, pads
/// @param bias whether one is added
record DepthwiseLayer(int multiplier, Window window, boolean bias) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    return Extents.fits(inputs.getFirst(), window)
        ? conv(inputs.getFirst()).shape(inputs, opset)
        : null;
  }

  @Override
  public void write(LayerWriter to) {
    conv(to.shape()).write(to);
  }

  private ConvLayer conv(Shape x) {
    int inC = x.intDim(1);
    return new ConvLayer(inC * multiplier, inC, window, bias);
  }

  @Override
  public List<Layer> simpler() {
    List<Layer> list = new ArrayList<>();
    list.add(new DepthwiseLayer(1, window, bias));
    list.add(new DepthwiseLayer(multiplier, window, false));
    Extents.simpler(window).forEach(w -> list.add(new DepthwiseLayer(multiplier, w, bias)));
    list.removeIf(this::equals);
    return list;
  }
}
