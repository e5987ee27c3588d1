package dev.gatun.conformance.graphs;

import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shapes that follow from shapes, and windows as ONNX writes them.
final class Extents {
  private Extents() {}

  /// The spatial extents of `[N, C, …]`.
  static long[] spatial(Shape shape) {
    return Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
  }

  /// The product of a window's kernel.
  static long taps(Window window) {
    return Arrays.stream(window.kernel().toArray()).reduce(1, Math::multiplyExact);
  }

  /// A copy with another extent.
  static Shape with(Shape shape, int axis, long extent) {
    long[] dims = shape.toArray();
    dims[axis] = extent;
    return Shape.of(dims);
  }

  /// `[C, 1, …]`, which stands beside `[N, C, …]`.
  static Shape perChannel(Shape shape) {
    long[] dims = new long[shape.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = shape.dim(1);
    return Shape.of(dims);
  }

  /// Whether a shape is `[N, C, …]` with as many spatial axes as a window.
  static boolean fits(Shape shape, Window window) {
    return shape.rank() == window.rank() + 2;
  }

  /// What a window leaves of `[N, C, …]`.
  ///
  /// @return the shape, or null where no window fits
  static @Nullable Shape slid(Shape x, long channels, Window window, boolean ceil) {
    long[] spatial = spatial(x);
    Window resolved = window.resolve(window.kernel(), spatial);
    long[] dims = x.toArray();
    dims[1] = channels;
    for (int axis = 0; axis < spatial.length; axis++) {
      long padded = spatial[axis] + resolved.padsBegin().get(axis) + resolved.padsEnd().get(axis);
      if (padded < resolved.span(axis)) {
        return null;
      }
      dims[axis + 2] = resolved.outputExtent(axis, spatial[axis], ceil);
    }
    return Shape.of(dims);
  }

  /// `kernel_shape`, `strides`, and where they are not ones and zeros dilations and pads.
  static Attributes attributes(Window window) {
    Attributes attributes =
        Attributes.none()
            .withInts("kernel_shape", window.kernel().toArray())
            .withInts("strides", window.strides().toArray());
    if (!window.dilations().all(1)) {
      attributes = attributes.withInts("dilations", window.dilations().toArray());
    }
    if (window.autoPad() != AutoPad.EXPLICIT) {
      return attributes.with("auto_pad", window.autoPad().name());
    }
    return attributes.withInts("pads", pads(window.padsBegin(), window.padsEnd()));
  }

  /// Begins, then ends.
  static long[] pads(Ints begin, Ints end) {
    long[] pads = Arrays.copyOf(begin.toArray(), begin.size() + end.size());
    System.arraycopy(end.toArray(), 0, pads, begin.size(), end.size());
    return pads;
  }

  /// Windows that do a little less.
  static List<Window> simpler(Window window) {
    List<Window> list = new ArrayList<>();
    int rank = window.rank();
    Ints ones = Ints.repeat(rank, 1);
    list.add(Window.of(ones.toArray()));
    list.add(Window.of(window.kernel().toArray()));
    list.add(window.withStride(1));
    list.add(window.withDilation(1));
    list.add(window.withPad(0));
    for (int axis = 0; axis < rank; axis++) {
      long[] kernel = window.kernel().toArray();
      for (long smaller : new long[] {1, kernel[axis] - 1}) {
        if (smaller >= 1) {
          kernel[axis] = smaller;
          list.add(
              new Window(
                  Ints.of(kernel),
                  window.strides(),
                  window.dilations(),
                  window.padsBegin(),
                  window.padsEnd(),
                  window.autoPad()));
        }
      }
      list.add(withoutPads(window, axis));
    }
    list.removeIf(window::equals);
    return list;
  }

  private static Window withoutPads(Window window, int axis) {
    long[] begin = window.padsBegin().toArray();
    long[] end = window.padsEnd().toArray();
    begin[axis] = 0;
    end[axis] = 0;
    return window.withPads(Ints.of(begin), Ints.of(end));
  }
}
