package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.Activation;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A transposed convolution.
///
/// @param outC channels of the result
/// @param groups dividing both counts of channels
/// @param window kernel, strides, dilations, pads
/// @param extra elements added at the end of each axis, less than the stride
/// @param bias whether one is added
record TransposedLayer(int outC, int groups, Window window, int extra, boolean bias)
    implements Layer {
  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    if (!Extents.fits(x, window)
        || outC < 1
        || x.dim(1) % groups != 0
        || outC % groups != 0
        || Arrays.stream(window.strides().toArray()).anyMatch(stride -> extra >= stride)) {
      return null;
    }
    Ints extras = Ints.repeat(window.rank(), extra);
    ConvTranspose op = new ConvTranspose(window, extras, Ints.EMPTY, groups, Activation.NONE);
    long[] dims = x.toArray();
    dims[1] = outC;
    for (int axis = 0; axis < window.rank(); axis++) {
      dims[axis + 2] = op.outputExtent(axis, dims[axis + 2]);
      if (dims[axis + 2] < 1) {
        return null;
      }
    }
    return Shape.of(dims);
  }

  @Override
  public void write(LayerWriter to) {
    long inC = to.shape().dim(1);
    long[] dims = new long[window.rank() + 2];
    dims[0] = inC;
    dims[1] = outC / groups;
    System.arraycopy(window.kernel().toArray(), 0, dims, 2, window.rank());
    double strides = Arrays.stream(window.strides().toArray()).reduce(1, (a, b) -> a * b);
    double fanIn = (double) inC / groups * Extents.taps(window) / strides;
    List<String> reads = new ArrayList<>();
    reads.add(to.x());
    reads.add(to.weights("w", Shape.of(dims), fanIn));
    if (bias) {
      reads.add(to.uniform("b", Shape.of(outC), -0.5, 0.5));
    }
    Attributes attributes = Extents.attributes(window);
    if (groups > 1) {
      attributes = attributes.with("group", groups);
    }
    if (extra > 0) {
      attributes =
          attributes.withInts("output_padding", Ints.repeat(window.rank(), extra).toArray());
    }
    to.node("ConvTranspose", reads, attributes);
  }

  @Override
  public List<Layer> simpler() {
    List<Layer> list = new ArrayList<>();
    list.add(new TransposedLayer(groups, groups, window, extra, bias));
    list.add(new TransposedLayer(outC, 1, window, extra, bias));
    list.add(new TransposedLayer(1, 1, window, extra, bias));
    list.add(new TransposedLayer(outC - groups, groups, window, extra, bias));
    list.add(new TransposedLayer(outC, groups, window, 0, bias));
    list.add(new TransposedLayer(outC, groups, window, extra, false));
    Extents.simpler(window)
        .forEach(w -> list.add(new TransposedLayer(outC, groups, w, extra, bias)));
    list.removeIf(this::equals);
    return list;
  }
}
