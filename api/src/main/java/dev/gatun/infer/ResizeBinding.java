package dev.gatun.infer;

import dev.gatun.InvalidInputException;
import dev.gatun.graph.Dim;
import dev.gatun.op.Ints;
import dev.gatun.op.Resize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds a Resize: one scale and one extent per axis of its input, whatever the model gave and for
/// whichever axes.
///
/// Extents from scales are ⌊extent·scale⌋ in binary32, as ONNX's own shape inference computes them.
/// Extents given with a keep-aspect policy are rounded half up from one common scale.
final class ResizeBinding {
  private ResizeBinding() {}

  static Resize bind(Resize op, Operands in) {
    List<Dim> x = in.dims(0);
    if (x == null || (op.scales() != null && op.sizes() != null)) {
      return op;
    }
    int rank = x.size();
    Ints axes = op.axes().isEmpty() ? Ints.range(0, rank) : Dims.axesInOrder(op.axes(), rank);
    List<Float> roi = roi(op, in, axes, rank);
    if (roi == null && op.transform() == Resize.Transform.TF_CROP_AND_RESIZE) {
      return op;
    }
    if (op.scales() != null) {
      return withScales(op, spread(op.scales(), axes, rank, 1f), roi, x);
    }
    Ints sizes = op.sizes() != null ? op.sizes() : present(in, 3) ? in.ints(3) : null;
    if (sizes != null) {
      return withSizes(op, sizes, axes, roi, x);
    }
    Contents given = present(in, 2) ? in.contents(2) : null;
    double[] scales = given == null ? null : given.reals();
    if (scales == null) {
      return op;
    }
    List<Float> floats = new ArrayList<>();
    for (double scale : scales) {
      floats.add((float) scale);
    }
    return withScales(op, spread(floats, axes, rank, 1f), roi, x);
  }

  /// Whether an input is there; exporters of opset 11 write empty tensors for what they leave out.
  private static boolean present(Operands in, int i) {
    Contents contents = in.contents(i);
    return in.has(i) && (contents == null || contents.size() > 0);
  }

  private static @Nullable List<Float> roi(Resize op, Operands in, Ints axes, int rank) {
    if (op.transform() != Resize.Transform.TF_CROP_AND_RESIZE || op.roi() != null) {
      return op.roi();
    }
    Contents given = in.contents(1);
    double[] values = given == null ? null : given.reals();
    if (values == null) {
      return null;
    }
    if (values.length != 2 * axes.size()) {
      throw new InvalidInputException(
          "got " + values.length + " values of roi, required " + 2 * axes.size());
    }
    List<Float> roi = new ArrayList<>(Collections.nCopies(rank, 0f));
    roi.addAll(Collections.nCopies(rank, 1f));
    for (int i = 0; i < axes.size(); i++) {
      roi.set(axes.at(i), (float) values[i]);
      roi.set(rank + axes.at(i), (float) values[axes.size() + i]);
    }
    return roi;
  }

  private static List<Float> spread(List<Float> values, Ints axes, int rank, float other) {
    if (values.size() != axes.size()) {
      throw new InvalidInputException(
          "got "
              + values.size()
              + " scales, required "
              + axes.size()
              + ", one for each resized axis");
    }
    List<Float> all = new ArrayList<>(Collections.nCopies(rank, other));
    for (int i = 0; i < axes.size(); i++) {
      if (!(values.get(i) > 0)) {
        throw new InvalidInputException("got scales " + values + ", required every scale over 0");
      }
      all.set(axes.at(i), values.get(i));
    }
    return all;
  }

  private static Resize withScales(
      Resize op, List<Float> scales, @Nullable List<Float> roi, List<Dim> x) {
    long[] extents = Dims.known(x);
    if (extents == null) {
      return bound(op, scales, null, roi);
    }
    long[] sizes = new long[extents.length];
    for (int i = 0; i < sizes.length; i++) {
      float length = extents[i];
      if (op.transform() == Resize.Transform.TF_CROP_AND_RESIZE && roi != null) {
        length *= roi.get(sizes.length + i) - roi.get(i);
      }
      sizes[i] = (long) Math.floor(length * scales.get(i));
    }
    return bound(op, scales, Ints.of(sizes), roi);
  }

  private static Resize withSizes(
      Resize op, Ints sizes, Ints axes, @Nullable List<Float> roi, List<Dim> x) {
    if (sizes.size() != axes.size()) {
      throw new InvalidInputException(
          "got sizes "
              + sizes
              + ", required "
              + axes.size()
              + " of them, one for each resized axis");
    }
    long[] extents = Dims.known(x);
    if (extents == null) {
      boolean whole = op.policy() == Resize.Policy.STRETCH && axes.equals(Ints.range(0, x.size()));
      return whole ? bound(op, null, sizes, roi) : op;
    }
    long[] out = extents.clone();
    Float[] scales = new Float[extents.length];
    Arrays.fill(scales, 1f);
    double common = op.policy() == Resize.Policy.NOT_LARGER ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; i < axes.size(); i++) {
      double scale = (double) sizes.get(i) / extents[axes.at(i)];
      common =
          op.policy() == Resize.Policy.NOT_LARGER
              ? Math.min(common, scale)
              : Math.max(common, scale);
    }
    for (int i = 0; i < axes.size(); i++) {
      int axis = axes.at(i);
      boolean stretch = op.policy() == Resize.Policy.STRETCH;
      out[axis] = stretch ? sizes.get(i) : (long) Math.floor(common * extents[axis] + 0.5);
      scales[axis] = (float) (stretch ? (double) out[axis] / extents[axis] : common);
    }
    return bound(op, List.of(scales), Ints.of(out), roi);
  }

  private static Resize bound(
      Resize op, @Nullable List<Float> scales, @Nullable Ints sizes, @Nullable List<Float> roi) {
    return new Resize(
        op.mode(),
        op.transform(),
        op.nearest(),
        op.cubicA(),
        op.excludeOutside(),
        op.extrapolation(),
        op.antialias(),
        Resize.Policy.STRETCH,
        Ints.EMPTY,
        scales,
        sizes,
        roi);
  }
}
