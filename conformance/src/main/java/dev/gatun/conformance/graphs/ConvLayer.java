package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A convolution, dense or in groups.
///
/// @param outC channels of the result
/// @param groups dividing both counts of channels
/// @param window kernel, strides, dilations, pads
/// @param bias whether one is added
record ConvLayer(int outC, int groups, Window window, boolean bias) implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    boolean fits =
        Extents.fits(x, window) && x.dim(1) % groups == 0 && outC % groups == 0 && outC > 0;
    return fits ? Extents.slid(x, outC, window, false) : null;
  }

  @Override
  public void write(LayerWriter to) {
    long inC = to.shape().dim(1) / groups;
    long[] dims = new long[window.rank() + 2];
    dims[0] = outC;
    dims[1] = inC;
    System.arraycopy(window.kernel().toArray(), 0, dims, 2, window.rank());
    List<String> reads = new ArrayList<>();
    reads.add(to.x());
    reads.add(to.weights("w", Shape.of(dims), (double) inC * Extents.taps(window)));
    if (bias) {
      reads.add(to.uniform("b", Shape.of(outC), -0.5, 0.5));
    }
    Attributes attributes = Extents.attributes(window);
    to.node("Conv", reads, groups == 1 ? attributes : attributes.with("group", groups));
  }

  @Override
  public List<Layer> simpler() {
    List<Layer> list = new ArrayList<>();
    list.add(new ConvLayer(groups, groups, window, bias));
    list.add(new ConvLayer(outC, 1, window, bias));
    list.add(new ConvLayer(1, 1, window, bias));
    list.add(new ConvLayer(outC / 2, groups, window, bias));
    list.add(new ConvLayer(outC - groups, groups, window, bias));
    list.add(new ConvLayer(outC, groups, window, false));
    Extents.simpler(window).forEach(w -> list.add(new ConvLayer(outC, groups, w, bias)));
    list.removeIf(this::equals);
    return list;
  }
}
