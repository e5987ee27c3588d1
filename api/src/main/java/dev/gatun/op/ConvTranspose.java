package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Transposed convolution: the gradient of [Conv] with respect to its input.
///
/// Inputs: x `[N, inC, spatial…]`, w `[inC, outC/groups, kernel…]`, optional bias `[outC]`. Output
/// extent on an axis: (input − 1)·stride + outputPadding + span − padsBegin − padsEnd.
///
/// @param window kernel, strides, dilations, pads
/// @param outputPadding elements added at the end of each output axis, or empty for 0
/// @param outputExtents wanted spatial extents, or empty; pads follow from them (see [#resolve])
/// @param groups number of groups, ≥ 1
/// @param activation applied last
public record ConvTranspose(
    Window window, Ints outputPadding, Ints outputExtents, int groups, Activation activation)
    implements Op {
  /// Groups must be 1 or more.
  public ConvTranspose {
    if (groups < 1) {
      throw new InvalidInputException(
          "ConvTranspose: got group " + groups + ", required 1 or more");
    }
  }

  /// {@return the copy}
  ///
  /// @param other the activation
  public ConvTranspose withActivation(Activation other) {
    return new ConvTranspose(window, outputPadding, outputExtents, groups, other);
  }

  /// Resolves kernel, defaults and pads for an input: afterwards the window is explicit and
  /// outputExtents is empty.
  ///
  /// ONNX: total pad = stride·(input − 1) + outputPadding + span − output; SAME_UPPER puts the
  /// larger half at the end, anything else at the beginning. SAME_* without wanted extents wants
  /// input·stride.
  ///
  /// @param kernelExtents kernel extents from the weights
  /// @param inputExtents spatial extents of the input
  /// @return the resolved operator
  public ConvTranspose resolve(Ints kernelExtents, long[] inputExtents) {
    Window w = window.resolve(kernelExtents, null);
    int rank = w.rank();
    if (inputExtents.length != rank) {
      throw new InvalidInputException(
          "ConvTranspose: got an input with "
              + inputExtents.length
              + " spatial axes, required "
              + rank);
    }
    requireOnePerAxis("output_padding", outputPadding, rank);
    requireOnePerAxis("output_shape", outputExtents, rank);
    Ints extra = outputPadding.isEmpty() ? Ints.repeat(rank, 0) : outputPadding;
    boolean same = window.autoPad() == AutoPad.SAME_UPPER || window.autoPad() == AutoPad.SAME_LOWER;
    if (outputExtents.isEmpty() && !same) {
      return new ConvTranspose(w, extra, Ints.EMPTY, groups, activation);
    }
    long[] begin = new long[rank];
    long[] end = new long[rank];
    long[] tail = extra.toArray();
    for (int i = 0; i < rank; i++) {
      long wanted =
          outputExtents.isEmpty() ? inputExtents[i] * w.strides().get(i) : outputExtents.get(i);
      long total = w.strides().get(i) * (inputExtents[i] - 1) + tail[i] + w.span(i) - wanted;
      if (total < 0) { // the output is larger than the scattered input: the rest is bias only
        tail[i] -= total;
        total = 0;
      }
      long half = total / 2;
      begin[i] = window.autoPad() == AutoPad.SAME_UPPER ? half : total - half;
      end[i] = total - begin[i];
    }
    return new ConvTranspose(
        w.withPads(Ints.of(begin), Ints.of(end)), Ints.of(tail), Ints.EMPTY, groups, activation);
  }

  private static void requireOnePerAxis(String what, Ints values, int rank) {
    if (!values.isEmpty() && values.size() != rank) {
      throw new InvalidInputException(
          "ConvTranspose: got "
              + what
              + " "
              + values
              + ", required one value for each of "
              + rank
              + " spatial axes");
    }
  }

  /// Output extent on one axis of a resolved operator.
  ///
  /// @param axis spatial axis
  /// @param input input extent
  /// @return (input − 1)·stride + outputPadding + span − pads
  public long outputExtent(int axis, long input) {
    return Math.multiplyExact(input - 1, window.strides().get(axis))
        + outputPadding.get(axis)
        + window.span(axis)
        - window.padsBegin().get(axis)
        - window.padsEnd().get(axis);
  }
}
