package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Convolution over 1 to 3 spatial axes (cross-correlation, as every framework means it), with what
/// may be fused behind it.
///
/// Inputs: x `[N, inC, spatial…]`, w `[outC, inC/groups, kernel…]`, optional bias `[outC]`,
/// optional residual of the output's shape. Output: y = activation(conv(x, w) + bias + residual),
/// `[N, outC, spatial…]`.
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

  /// {@return the copy}
  ///
  /// @param stride the same stride on every axis
  public Conv withStride(long stride) {
    return withWindow(window.withStride(stride));
  }

  /// {@return the copy}
  ///
  /// @param pad the same pad at both ends of every axis
  public Conv withPad(long pad) {
    return withWindow(window.withPad(pad));
  }

  /// {@return the copy}
  ///
  /// @param dilation the same dilation on every axis
  public Conv withDilation(long dilation) {
    return withWindow(window.withDilation(dilation));
  }

  /// {@return the copy}
  ///
  /// @param count number of groups
  public Conv withGroups(int count) {
    return new Conv(window, count, activation);
  }

  /// {@return the copy}
  ///
  /// @param other the window
  public Conv withWindow(Window other) {
    return new Conv(other, groups, activation);
  }

  /// {@return the copy}
  ///
  /// @param other the activation
  public Conv withActivation(Activation other) {
    return new Conv(window, groups, other);
  }
}
