package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A reduction over neighbouring axes.
///
/// @param type an ONNX operator such as `ReduceMean`, or `GlobalAveragePool` and `GlobalMaxPool`
/// @param from the first axis
/// @param to the axis behind the last, 0 for the last one there is
/// @param keep whether the axes stay, of extent 1
record ReduceLayer(String type, int from, int to, boolean keep) implements Layer {
  private static final int SUM_READS_AXES_SINCE = 13;
  private static final int ALL_READ_AXES_SINCE = 18;

  private boolean isGlobal() {
    return type.startsWith("Global");
  }

  private int end(Shape x) {
    return to == 0 ? x.rank() : to;
  }

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    int end = end(x);
    if (from >= end || end > x.rank() || (isGlobal() && (from != 2 || x.rank() < 3))) {
      return null;
    }
    long[] dims = x.toArray();
    if (keep || isGlobal()) {
      Arrays.fill(dims, from, end, 1);
      return Shape.of(dims);
    }
    long[] rest = Arrays.copyOf(dims, dims.length - (end - from));
    System.arraycopy(dims, end, rest, from, dims.length - end);
    return rest.length < 2 ? null : Shape.of(rest);
  }

  @Override
  public void write(LayerWriter writer) {
    if (isGlobal()) {
      writer.node(type, List.of(writer.x()), Attributes.none());
      return;
    }
    long[] axes = new long[end(writer.shape()) - from];
    Arrays.setAll(axes, i -> from + i);
    int since = type.equals("ReduceSum") ? SUM_READS_AXES_SINCE : ALL_READ_AXES_SINCE;
    Attributes keeps = Attributes.none().with("keepdims", keep ? 1 : 0);
    if (writer.opset() < since) {
      writer.node(type, List.of(writer.x()), keeps.withInts("axes", axes));
    } else {
      writer.node(type, List.of(writer.x(), writer.ints("axes", axes)), keeps);
    }
  }

  @Override
  public List<Layer> simpler() {
    return isGlobal() || type.equals("ReduceMean")
        ? List.of()
        : List.of(new ReduceLayer("ReduceMean", from, to, keep));
  }
}
