package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Convolution over 1 to 3 spatial axes (cross-correlation, as every framework means it), with what may be fused behind it.
///
/// Inputs: x `[N, inC, spatial…]`, w `[outC, inC/groups, kernel…]`, optional bias `[outC]`, optional residual of the
/// output's shape. Output: y = activation(conv(x, w) + bias + residual), `[N, outC, spatial…]`.
///
/// ```java
/// Conv c = Conv.of(3, 3).withStride(2).withPad(1).withActivation(Activation.RELU);
/// ```
///
/// @param window kernel, strides, dilations, pads
/// @param groups number of groups, ≥ 1, dividing inC and outC
/// @param activation applied last
public record Conv(Window window, int groups, Activation activation) implements Op {
  /// Groups must be 1 or more.
  public Conv {
    if (groups < 1) {
      throw new InvalidInputException("Conv: got group " + groups + ", required 1 or more");
    }
  }

  /// A convolution with stride 1, no pads, one group, no activation.
  ///
  /// @param kernel kernel extents, one per spatial axis
  /// @return the operator
  public static Conv of(long... kernel) {
    return new Conv(Window.of(kernel), 1, Activation.NONE);
  }

  /// @param stride the same stride on every axis
  /// @return the copy
  public Conv withStride(long stride) {
    return withWindow(window.withStride(stride));
  }

  /// @param pad the same pad at both ends of every axis
  /// @return the copy
  public Conv withPad(long pad) {
    return withWindow(window.withPad(pad));
  }

  /// @param dilation the same dilation on every axis
  /// @return the copy
  public Conv withDilation(long dilation) {
    return withWindow(window.withDilation(dilation));
  }

  /// @param count number of groups
  /// @return the copy
  public Conv withGroups(int count) {
    return new Conv(window, count, activation);
  }

  /// @param other the window
  /// @return the copy
  public Conv withWindow(Window other) {
    return new Conv(other, groups, activation);
  }

  /// @param other the activation
  /// @return the copy
  public Conv withActivation(Activation other) {
    return new Conv(window, groups, other);
  }
}
