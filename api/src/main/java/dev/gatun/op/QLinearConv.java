package dev.gatun.op;

import dev.gatun.InvalidInputException;

/// Convolution from quantised to quantised numbers: with s = conv(x − xZeroPoint, w − wZeroPoint) +
/// bias in INT32, y = saturate(round(s·m) + yZeroPoint), m = xScale·wScale/yScale. Products and
/// quotients of scales and s·m are rounded to float32, as ONNX Runtime does; ties go to even.
///
/// Inputs: x, xScale, xZeroPoint, w, wScale, wZeroPoint, yScale, yZeroPoint, optional bias INT32
/// `[outC]`. x, w and y are INT8 or UINT8, shapes as in [ConvInteger]. wScale and wZeroPoint have
/// one element or `[outC]`, the other scales and zero points one element.
///
/// @param window kernel, strides, dilations, pads
/// @param groups number of groups, ≥ 1, dividing inC and outC
public record QLinearConv(Window window, int groups) implements Quantization {
  /// Groups must be 1 or more.
  public QLinearConv {
    if (groups < 1) {
      throw new InvalidInputException("QLinearConv: got group " + groups + ", required 1 or more");
    }
  }
}
