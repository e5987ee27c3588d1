package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Adds elements around the spatial axes, or cuts some off.
///
/// @param mode of ONNX's Pad, or `slice`, which takes off in place of adding
/// @param begin elements before each axis
/// @param end elements after each axis
record BorderLayer(String mode, int begin, int end) implements Layer {
  private static final int PAD_READS_SINCE = 11;
  private static final int SLICE_READS_SINCE = 10;

  private boolean isSlice() {
    return mode.equals("slice");
  }

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    long[] dims = inputs.getFirst().toArray();
    for (int axis = 2; axis < dims.length; axis++) {
      if (mode.equals("reflect") && Math.max(begin, end) >= dims[axis]) {
        return null;
      }
      dims[axis] += isSlice() ? -(begin + end) : begin + end;
      if (dims[axis] < 1) {
        return null;
      }
    }
    return dims.length > 2 && begin + end > 0 ? Shape.of(dims) : null;
  }

  @Override
  public void write(LayerWriter to) {
    if (isSlice()) {
      slice(to);
      return;
    }
    int rank = to.shape().rank();
    long[] pads = new long[2 * rank];
    for (int axis = 2; axis < rank; axis++) {
      pads[axis] = begin;
      pads[rank + axis] = end;
    }
    Attributes attributes = Attributes.none().with("mode", mode);
    if (to.opset() < PAD_READS_SINCE) {
      to.node("Pad", List.of(to.x()), attributes.withInts("pads", pads).with("value", 0f));
    } else {
      String value = to.tensor("value", Tensor.scalar(0f));
      to.node("Pad", List.of(to.x(), to.ints("pads", pads), value), attributes);
    }
  }

  private void slice(LayerWriter to) {
    int spatial = to.shape().rank() - 2;
    long[] axes = LongStream.range(2, spatial + 2).toArray();
    long[] starts = LongStream.generate(() -> begin).limit(spatial).toArray();
    long last = end == 0 ? Integer.MAX_VALUE : -end;
    long[] ends = LongStream.generate(() -> last).limit(spatial).toArray();
    if (to.opset() < SLICE_READS_SINCE) {
      Attributes attributes =
          Attributes.none()
              .withInts("axes", axes)
              .withInts("starts", starts)
              .withInts("ends", ends);
      to.node("Slice", List.of(to.x()), attributes);
    } else {
      to.node(
          "Slice",
          List.of(to.x(), to.ints("starts", starts), to.ints("ends", ends), to.ints("axes", axes)),
          Attributes.none());
    }
  }

  @Override
  public List<Layer> simpler() {
    return mode.equals("constant") || isSlice()
        ? List.of()
        : List.of(new BorderLayer("constant", begin, end));
  }
}
