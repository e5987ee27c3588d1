package dev.gatun.conformance.zoo.net;

import dev.gatun.Shape;
import dev.gatun.Tensor;

/// Seeded inputs that look like what networks are made for.
public final class Examples {
  private static final int COARSE = 8;
  private static final float NOISE = 0.25f;

  private Examples() {}

  /// A signal, picture or volume of mean 0 and variance about 1: as in a photograph, neighbours are
  /// alike. Numbers on a grid of every eighth place, linear between them, and a little noise.
  ///
  /// @param shape `[N, C, …]` with one to three spatial axes
  /// @param seed of the numbers
  /// @return the tensor
  public static Tensor smooth(Shape shape, long seed) {
    long[] dims = shape.toArray();
    long[] coarse = dims.clone();
    for (int axis = 2; axis < dims.length; axis++) {
      coarse[axis] = dims[axis] / COARSE + 2;
    }
    float[] values = new SeededData(Shape.of(coarse), seed, "grid", -3f, 3f).toArray();
    long[] extents = coarse;
    for (int axis = 2; axis < dims.length; axis++) {
      values = stretched(values, extents, axis, dims[axis]);
      extents = extents.clone();
      extents[axis] = dims[axis];
    }
    float[] noise = new SeededData(shape, seed, "noise", -NOISE, NOISE).toArray();
    for (int i = 0; i < noise.length; i++) {
      noise[i] += values[i];
    }
    return Tensor.of(noise, dims);
  }

  /// Linear interpolation along one axis, `COARSE` places for one.
  private static float[] stretched(float[] x, long[] extents, int axis, long target) {
    int outer = Math.toIntExact(Shape.of(extents).size(0, axis));
    int inner = Math.toIntExact(Shape.of(extents).size(axis + 1, extents.length));
    int from = Math.toIntExact(extents[axis]);
    int to = Math.toIntExact(target);
    float[] y = new float[outer * to * inner];
    for (int o = 0; o < outer; o++) {
      for (int t = 0; t < to; t++) {
        int left = t / COARSE;
        float part = (float) (t % COARSE) / COARSE;
        for (int i = 0; i < inner; i++) {
          float a = x[(o * from + left) * inner + i];
          float b = x[(o * from + left + 1) * inner + i];
          y[(o * to + t) * inner + i] = a + part * (b - a);
        }
      }
    }
    return y;
  }

  /// Numbers that are 1 or −1.
  ///
  /// @param shape extents
  /// @param seed of the numbers
  /// @return the tensor
  public static Tensor signs(Shape shape, long seed) {
    float[] signs = new SeededData(shape, seed, "signs", -1, 1).toArray();
    for (int i = 0; i < signs.length; i++) {
      signs[i] = signs[i] < 0 ? -1 : 1;
    }
    return Tensor.of(signs, shape.toArray());
  }

  /// Boxes `x1, y1, x2, y2` inside an image, each at least a fifth of it wide and high.
  ///
  /// @param count how many
  /// @param width of the image
  /// @param height of the image
  /// @param seed of the numbers
  /// @return `[count, 4]`, in pixels
  public static Tensor boxes(int count, long width, long height, long seed) {
    float[] unit = new SeededData(Shape.of(count, 4), seed, "boxes", 0, 1).toArray();
    float[] boxes = new float[unit.length];
    for (int i = 0; i < unit.length; i += 4) {
      for (int axis = 0; axis < 2; axis++) {
        long extent = axis == 0 ? width : height;
        float side = (0.2f + 0.5f * unit[i + 2 + axis]) * extent;
        float start = unit[i + axis] * (extent - 1 - side);
        boxes[i + axis] = start;
        boxes[i + 2 + axis] = start + side;
      }
    }
    return Tensor.of(boxes, count, 4);
  }
}
