package dev.gatun.conformance.zoo.net;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.List;

/// Convolutions with their weights and their costs.
final class Convolutions {
  private Convolutions() {}

  /// `[N, inC, …]` to `[N, outC, …]`, with weights `[outC, inC/groups, …]`.
  static Value direct(Value x, int outC, Kernel kernel, boolean biased) {
    Net net = x.net();
    int axes = x.shape().rank() - 2;
    int inC = x.channels();
    int groups = kernel.groups();
    if (inC % groups != 0 || outC % groups != 0) {
      throw new InvalidInputException(
          "%s: got a convolution of %d to %d channels in %d groups, required groups that divide both"
              .formatted(x.name(), inC, outC, groups));
    }
    Shape weights = weights(outC, inC / groups, kernel.window(axes));
    String layer = net.layer("conv");
    List<Value> inputs =
        inputs(x, net.weights(layer + ".weight", weights, kernel, x.shape()), outC, biased, layer);
    Shape y = kernel.outputShape(x.shape(), outC);
    net.count(Math.multiplyExact(y.size(), weights.size(1, weights.rank())));
    Attributes attributes = kernel.attributes(axes, Attributes.none()).with("group", groups);
    return net.named(layer, "Conv", y, attributes, inputs);
  }

  /// `[N, inC, …]` to `[N, outC, …]`, with weights `[inC, outC/groups, …]`.
  static Value transposed(Value x, int outC, Kernel kernel, int outputPadding, boolean biased) {
    Net net = x.net();
    int axes = x.shape().rank() - 2;
    Window window = kernel.window(axes);
    Shape weights = weights(x.channels(), outC / kernel.groups(), window);
    String layer = net.layer("deconv");
    // Each output meets one in `stride` taps of every input channel.
    long steps = Shape.of(window.strides().toArray()).size();
    long fanIn = Math.max(1, weights.size() / outC / steps);
    List<Value> inputs =
        inputs(x, net.weights(layer + ".weight", weights, fanIn), outC, biased, layer);
    long[] dims = x.shape().toArray();
    dims[1] = outC;
    for (int i = 0; i < axes; i++) {
      dims[i + 2] =
          (dims[i + 2] - 1) * window.strides().get(i)
              + window.span(i)
              - window.padsBegin().get(i)
              - window.padsEnd().get(i)
              + outputPadding;
    }
    net.count(Math.multiplyExact(x.shape().size(), weights.size(1, weights.rank())));
    Attributes attributes =
        kernel
            .attributes(axes, Attributes.none())
            .with("group", kernel.groups())
            .withInts("output_padding", Ints.repeat(axes, outputPadding).toArray());
    return net.named(layer, "ConvTranspose", Shape.of(dims), attributes, inputs);
  }

  private static List<Value> inputs(Value x, Value w, int outC, boolean biased, String layer) {
    List<Value> inputs = new ArrayList<>(List.of(x, w));
    if (biased) {
      inputs.add(x.net().bias(layer + ".bias", outC));
    }
    return inputs;
  }

  private static Shape weights(long first, long second, Window window) {
    long[] dims = new long[window.rank() + 2];
    dims[0] = first;
    dims[1] = second;
    System.arraycopy(window.kernel().toArray(), 0, dims, 2, window.rank());
    return Shape.of(dims);
  }
}
