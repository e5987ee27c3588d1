package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// A sliding window over 1 to 3 spatial axes: the one home of the output-size formula for
/// convolutions and pools.
///
/// An empty list means "default for the rank": kernel from the weights' shape, strides and
/// dilations 1, pads 0. [#resolve] fills them in.
///
/// @param kernel kernel extents, or empty
/// @param strides steps between outputs, each ≥ 1, or empty
/// @param dilations steps between taps, each ≥ 1, or empty
/// @param padsBegin elements added before each axis, or empty; negative ones crop
/// @param padsEnd elements added after each axis, or empty; negative ones crop
/// @param autoPad how pads come about; [AutoPad#EXPLICIT] after [#resolve]
public record Window(
    Ints kernel, Ints strides, Ints dilations, Ints padsBegin, Ints padsEnd, AutoPad autoPad) {

  /// Extents and steps must be positive; the lists that are given must have one length.
  public Window {
    requirePositive("kernel", kernel);
    requirePositive("strides", strides);
    requirePositive("dilations", dilations);
    int rank =
        Math.max(
            kernel.size(), Math.max(strides.size(), Math.max(dilations.size(), padsBegin.size())));
    for (Ints list : new Ints[] {kernel, strides, dilations, padsBegin, padsEnd}) {
      if (!list.isEmpty() && list.size() != rank) {
        throw new InvalidInputException(
            "Window: got kernel "
                + kernel
                + ", strides "
                + strides
                + ", dilations "
                + dilations
                + ", pads "
                + padsBegin
                + " and "
                + padsEnd
                + ", required "
                + rank
                + " values in each that is given, one per spatial axis");
      }
    }
  }

  private static void requirePositive(String what, Ints values) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < 1 || values.get(i) > Integer.MAX_VALUE) {
        throw new InvalidInputException(
            "Window: got " + what + " " + values + ", every value must be 1 or more");
      }
    }
  }

  /// A window with stride 1, no dilation, no pads.
  ///
  /// @param kernel kernel extents
  /// @return the window
  public static Window of(long... kernel) {
    Ints k = Ints.of(kernel);
    return new Window(k, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, Ints.EMPTY, AutoPad.EXPLICIT)
        .resolve(k, null);
  }

  /// The same stride on every axis.
  ///
  /// @param stride step between outputs
  /// @return the copy
  public Window withStride(long stride) {
    return withStrides(Ints.repeat(rank(), stride));
  }

  /// {@return the copy}
  ///
  /// @param values one stride per axis
  public Window withStrides(Ints values) {
    return new Window(kernel, values, dilations, padsBegin, padsEnd, autoPad);
  }

  /// The same dilation on every axis.
  ///
  /// @param dilation step between taps
  /// @return the copy
  public Window withDilation(long dilation) {
    return new Window(kernel, strides, Ints.repeat(rank(), dilation), padsBegin, padsEnd, autoPad);
  }

  /// The same pad at both ends of every axis.
  ///
  /// @param pad elements added
  /// @return the copy
  public Window withPad(long pad) {
    return withPads(Ints.repeat(rank(), pad), Ints.repeat(rank(), pad));
  }

  /// Explicit pads.
  ///
  /// @param begin elements added before each axis
  /// @param end elements added after each axis
  /// @return the copy, with [AutoPad#EXPLICIT]
  public Window withPads(Ints begin, Ints end) {
    return new Window(kernel, strides, dilations, begin, end, AutoPad.EXPLICIT);
  }

  /// The number of spatial axes.
  ///
  /// @return 0 while nothing is known
  public int rank() {
    return kernel.size();
  }

  /// Fills in defaults, and pads where they come from the input's size.
  ///
  /// @param kernelExtents kernel extents from the weights, used where the window has none
  /// @param inputExtents spatial extents of the input, or null to leave automatic pads unresolved
  /// @return a window whose lists all have the rank of the kernel
  /// @throws InvalidInputException if the window's kernel contradicts the weights or the ranks
  ///   differ
  public Window resolve(
      Ints kernelExtents, long @org.jspecify.annotations.Nullable [] inputExtents) {
    Ints k = kernel.isEmpty() ? kernelExtents : kernel;
    int rank = k.size();
    if (!kernelExtents.isEmpty() && !kernelExtents.equals(k)) {
      throw new InvalidInputException(
          "Window: got kernel " + k + ", required " + kernelExtents + " as the weights have");
    }
    if (inputExtents != null && inputExtents.length != rank) {
      throw new InvalidInputException(
          "Window: got an input with "
              + inputExtents.length
              + " spatial axes, required "
              + rank
              + " as the kernel has");
    }
    Ints s = strides.isEmpty() ? Ints.repeat(rank, 1) : strides;
    Ints d = dilations.isEmpty() ? Ints.repeat(rank, 1) : dilations;
    Ints zero = Ints.repeat(rank, 0);
    if (autoPad == AutoPad.VALID) {
      return new Window(k, s, d, zero, zero, AutoPad.EXPLICIT);
    }
    if (autoPad == AutoPad.EXPLICIT || inputExtents == null) {
      return new Window(
          k,
          s,
          d,
          padsBegin.isEmpty() ? zero : padsBegin,
          padsEnd.isEmpty() ? zero : padsEnd,
          autoPad);
    }
    long[] begin = new long[rank];
    long[] end = new long[rank];
    for (int i = 0; i < rank; i++) {
      long out = Math.ceilDiv(inputExtents[i], s.get(i));
      long span = (k.get(i) - 1) * d.get(i) + 1;
      long total = Math.max(0, (out - 1) * s.get(i) + span - inputExtents[i]);
      long small = total / 2;
      begin[i] = autoPad == AutoPad.SAME_UPPER ? small : total - small;
      end[i] = total - begin[i];
    }
    return new Window(k, s, d, Ints.of(begin), Ints.of(end), AutoPad.EXPLICIT);
  }

  /// The elements one window spans on an axis: (kernel − 1)·dilation + 1.
  ///
  /// @param axis spatial axis
  /// @return the span
  public long span(int axis) {
    return Math.addExact(Math.multiplyExact(kernel.get(axis) - 1, dilations.get(axis)), 1);
  }

  /// Output extent of a convolution or pool on one axis, pads resolved.
  ///
  /// ⌊(input + pads − span) / stride⌋ + 1, or ⌈…⌉ + 1 in ceil mode, where a last window that would
  /// start in the end pad is dropped (as PyTorch and ONNX do).
  ///
  /// @param axis spatial axis
  /// @param input input extent
  /// @param ceil whether partial windows count
  /// @return the output extent, ≥ 1, or 0 where the input extent is 0 and nothing is padded
  /// @throws InvalidInputException if no window fits
  public long outputExtent(int axis, long input, boolean ceil) {
    long padded = Math.addExact(Math.addExact(input, padsBegin.get(axis)), padsEnd.get(axis));
    long room = padded - span(axis);
    if (room < 0) {
      if (ceil && room + strides.get(axis) > 0) {
        return 1;
      }
      throw new InvalidInputException(
          "Window: got an input of extent "
              + input
              + " ("
              + padded
              + " with pads), required at least the window's span of "
              + span(axis));
    }
    long out = (ceil ? Math.ceilDiv(room, strides.get(axis)) : room / strides.get(axis)) + 1;
    if (ceil && (out - 1) * strides.get(axis) >= input + padsBegin.get(axis)) {
      out--;
    }
    return out;
  }
}
