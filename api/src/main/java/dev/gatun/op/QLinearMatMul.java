package dev.gatun.op;

/// Matrix product from quantised to quantised numbers: with s = (A − aZeroPoint)·(B − bZeroPoint)
/// in INT32, y = saturate(round(s·m) + yZeroPoint), m = aScale·bScale/yScale. Products and
/// quotients of scales and s·m are rounded to float32, as ONNX Runtime does; ties go to even.
///
/// Inputs: A, aScale, aZeroPoint, B, bScale, bZeroPoint, yScale, yZeroPoint. A, B and y are INT8 or
/// UINT8, shapes of all four and their zero points as in [MatMulInteger]; a scale has one element
/// or its zero point's shape; yScale and yZeroPoint have one element. Scales are of any float type
/// from 16 bits up.
public record QLinearMatMul() implements Quantization {}
