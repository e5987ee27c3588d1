package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.op.Resize;
import java.util.ArrayList;
import java.util.List;

/// Plans resampling: tables per axis, neighbouring axes that stay as they are taken as one.
final class Resizes {
  private Resizes() {}

  static PlainKernel plan(Signature s, Resize op) {
    List<ResizeAxis> axes = axes(s, op);
    boolean crops = op.transform() == Resize.Transform.TF_CROP_AND_RESIZE;
    if (op.mode() == Resize.Mode.NEAREST && !crops) {
      return new NearestResize(s, axes);
    }
    return s.inType(0) == DType.FLOAT32
        ? new F32Resize(s, axes, op.extrapolation())
        : new TypedResize(s, axes, op.extrapolation());
  }

  private static List<ResizeAxis> axes(Signature s, Resize op) {
    Shape x = s.inShape(0);
    Shape y = s.outShape(0);
    List<ResizeAxis> axes = new ArrayList<>();
    long plain = 1;
    for (int i = 0; i < x.rank(); i++) {
      ResizeAxis axis = axis(op, i, x, y);
      if (axis.isIdentity()) {
        plain *= x.dim(i);
        continue;
      }
      if (plain != 1) {
        axes.add(ResizeAxis.identity(Math.toIntExact(plain)));
        plain = 1;
      }
      axes.add(axis);
    }
    if (plain != 1 || axes.isEmpty()) {
      axes.add(ResizeAxis.identity(Math.toIntExact(plain)));
    }
    return axes;
  }

  private static ResizeAxis axis(Resize op, int i, Shape x, Shape y) {
    int input = x.intDim(i);
    int output = y.intDim(i);
    List<Float> scales = op.scales();
    double scale = (double) output / input;
    if (scales != null && scales.get(i) != (float) scale) { // a rounded quotient is meant exactly
      scale = scales.get(i);
    }
    double length = scale * input; // not rounded to a whole extent
    List<Float> roi = op.roi();
    boolean crops = op.transform() == Resize.Transform.TF_CROP_AND_RESIZE;
    double start = roi == null ? 0 : roi.get(i);
    double end = roi == null ? 1 : roi.get(i + x.rank());
    if (input == output && scale == 1 && (!crops || (start == 0 && end == 1))) {
      return ResizeAxis.identity(input);
    }
    return ResizeAxis.of(op, input, output, scale, length, start, end);
  }
}
