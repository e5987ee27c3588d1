package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.Ints;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Spatial extents times a number.
///
/// @param linear between two elements on each axis, or else the nearest one
/// @param transform how coordinates map, as ONNX names it; opsets before 11 know one way only
/// @param factor what extents are multiplied with
/// @param bySizes whether the file gives extents in place of scales
record ResizeLayer(boolean linear, String transform, int factor, boolean bySizes) implements Layer {
  private static final int TRANSFORMS_SINCE = 11;
  private static final int RESIZE_SINCE = 10;

  @Override
  public @Nullable Shape shape(List<Shape> inputs, int opset) {
    Shape x = inputs.getFirst();
    boolean old = opset < TRANSFORMS_SINCE;
    if (x.rank() < 3
        || (old && (bySizes || !transform.equals("asymmetric")))
        || (linear && x.rank() > 4)) {
      return null;
    }
    long[] dims = x.toArray();
    for (int axis = 2; axis < dims.length; axis++) {
      dims[axis] *= factor;
    }
    return Shape.of(dims);
  }

  @Override
  public void write(LayerWriter to) {
    Attributes mode = Attributes.none().with("mode", linear ? "linear" : "nearest");
    if (to.opset() < RESIZE_SINCE) {
      to.node("Upsample", List.of(to.x(), scales(to)), mode);
    } else if (to.opset() < TRANSFORMS_SINCE) {
      to.node("Resize", List.of(to.x(), scales(to)), mode);
    } else {
      String roi = to.tensor("roi", Tensor.of(new float[0], 0));
      String none = to.tensor("none", Tensor.of(new float[0], 0));
      Attributes attributes =
          mode.with("coordinate_transformation_mode", transform).with("nearest_mode", "floor");
      to.node(
          "Resize",
          bySizes ? List.of(to.x(), roi, none, sizes(to)) : List.of(to.x(), roi, scales(to)),
          attributes);
    }
  }

  private String scales(LayerWriter to) {
    float[] scales = new float[to.shape().rank()];
    Arrays.fill(scales, factor);
    scales[0] = 1;
    scales[1] = 1;
    return to.tensor("scales", Tensor.of(scales, scales.length));
  }

  private String sizes(LayerWriter to) {
    long[] sizes = to.shape().toArray();
    for (int axis = 2; axis < sizes.length; axis++) {
      sizes[axis] *= factor;
    }
    return to.ints("sizes", Ints.of(sizes).toArray());
  }

  @Override
  public List<Layer> simpler() {
    ResizeLayer least = new ResizeLayer(false, "asymmetric", 2, false);
    return equals(least)
        ? List.of()
        : List.of(
            least,
            new ResizeLayer(linear, "asymmetric", factor, bySizes),
            new ResizeLayer(linear, transform, factor, false));
  }
}
