package dev.gatun.conformance.zoo.net;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.conformance.onnx.Attributes;
import dev.gatun.op.AutoPad;
import dev.gatun.op.Ints;
import dev.gatun.op.Window;

/// The window of a convolution or a pool, for any number of spatial axes: one number stands for all
/// of them.
///
/// ```java
/// k(7).stride(2).pad(3)   k(1, 7).same()   k(3).dilation(2).same()   k(5).pad(2).groups(2)
/// ```
///
/// @param extents of the window
/// @param strides from one window to the next
/// @param dilations from one tap to the next
/// @param padsBegin zeros before each axis
/// @param padsEnd zeros behind each axis
/// @param groups parts of the channels that do not see each other
/// @param ceilMode whether a window that reaches past the end counts (pools only)
/// @param countsPad whether zeros of the border count in an average
public record Kernel(
    Ints extents,
    Ints strides,
    Ints dilations,
    Ints padsBegin,
    Ints padsEnd,
    int groups,
    boolean ceilMode,
    boolean countsPad) {
  private static final Ints ONE = Ints.of(1);
  private static final Ints ZERO = Ints.of(0);

  /// A window that moves by one, without border.
  ///
  /// @param extents one number for all axes, or one for each
  /// @return the window
  public static Kernel k(long... extents) {
    return new Kernel(Ints.of(extents), ONE, ONE, ZERO, ZERO, 1, false, false);
  }

  /// A copy with another stride.
  ///
  /// @param values one number for all axes, or one for each
  /// @return the copy
  public Kernel stride(long... values) {
    return new Kernel(
        extents, Ints.of(values), dilations, padsBegin, padsEnd, groups, ceilMode, countsPad);
  }

  /// A copy with another distance between taps.
  ///
  /// @param values one number for all axes, or one for each
  /// @return the copy
  public Kernel dilation(long... values) {
    return new Kernel(
        extents, strides, Ints.of(values), padsBegin, padsEnd, groups, ceilMode, countsPad);
  }

  /// A copy with a border, the same at both ends.
  ///
  /// @param values one number for all axes, or one for each
  /// @return the copy
  public Kernel pad(long... values) {
    return pads(Ints.of(values), Ints.of(values));
  }

  /// A copy with a border.
  ///
  /// @param begin zeros before, one number for all axes or one for each
  /// @param end zeros behind, likewise
  /// @return the copy
  public Kernel pads(Ints begin, Ints end) {
    return new Kernel(extents, strides, dilations, begin, end, groups, ceilMode, countsPad);
  }

  /// A copy whose border keeps the extents where the stride is 1: half of what the window spans.
  ///
  /// @return the copy
  public Kernel same() {
    int axes = Math.max(extents.size(), dilations.size());
    long[] half = new long[axes];
    for (int i = 0; i < axes; i++) {
      half[i] = (at(extents, i) - 1) * at(dilations, i) / 2;
    }
    return pad(half);
  }

  /// A copy for channels in groups.
  ///
  /// @param count how many
  /// @return the copy
  public Kernel groups(int count) {
    return new Kernel(extents, strides, dilations, padsBegin, padsEnd, count, ceilMode, countsPad);
  }

  /// A copy of a pool whose last window may reach past the end.
  ///
  /// @return the copy
  public Kernel ceil() {
    return new Kernel(extents, strides, dilations, padsBegin, padsEnd, groups, true, countsPad);
  }

  /// A copy of an average whose divisor is the window's size at the border, too.
  ///
  /// @return the copy
  public Kernel padCounted() {
    return new Kernel(extents, strides, dilations, padsBegin, padsEnd, groups, ceilMode, true);
  }

  /// The window over `axes` spatial axes.
  Window window(int axes) {
    return new Window(
        spread(extents, axes),
        spread(strides, axes),
        spread(dilations, axes),
        spread(padsBegin, axes),
        spread(padsEnd, axes),
        AutoPad.EXPLICIT);
  }

  /// What ONNX's nodes say of a window.
  Attributes attributes(int axes, Attributes more) {
    Window window = window(axes);
    long[] pads = new long[2 * axes];
    System.arraycopy(window.padsBegin().toArray(), 0, pads, 0, axes);
    System.arraycopy(window.padsEnd().toArray(), 0, pads, axes, axes);
    Attributes all =
        more.withInts("kernel_shape", window.kernel().toArray())
            .withInts("strides", window.strides().toArray())
            .withInts("pads", pads);
    return dilations.all(1) ? all : all.withInts("dilations", window.dilations().toArray());
  }

  /// The shape of what the window gives on `x`, with `outC` channels.
  Shape outputShape(Shape x, long outC) {
    Window window = window(x.rank() - 2);
    long[] dims = x.toArray();
    dims[1] = outC;
    for (int i = 2; i < dims.length; i++) {
      dims[i] = window.outputExtent(i - 2, dims[i], ceilMode);
    }
    return Shape.of(dims);
  }

  /// How much of its windows lies on `x` and not on the border, on average.
  double inside(Shape x) {
    Window window = window(x.rank() - 2);
    double share = 1;
    for (int i = 0; i < x.rank() - 2; i++) {
      long extent = x.dim(i + 2);
      long windows = window.outputExtent(i, extent, false);
      long taps = window.kernel().get(i);
      long inside = 0;
      for (long tap = 0; tap < windows * taps; tap++) {
        long place =
            tap / taps * window.strides().get(i)
                + tap % taps * window.dilations().get(i)
                - window.padsBegin().get(i);
        inside += place >= 0 && place < extent ? 1 : 0;
      }
      share *= (double) inside / (windows * taps);
    }
    return share;
  }

  private static long at(Ints values, int axis) {
    return values.get(values.size() == 1 ? 0 : axis);
  }

  private static Ints spread(Ints values, int axes) {
    if (values.size() != 1 && values.size() != axes) {
      throw new InvalidInputException(
          "Kernel: got " + values + ", required one number or " + axes + ", one per spatial axis");
    }
    return values.size() == axes ? values : Ints.repeat(axes, values.get(0));
  }
}
