package dev.gatun.op;

/// Operators on integers that stand for real numbers: (q − zeroPoint)·scale. Zero points have the
/// type of what they belong to; where one is left out, it is 0.
public sealed interface Quantization extends Op
    permits ConvInteger,
        DequantizeLinear,
        DynamicQuantizeLinear,
        MatMulInteger,
        QLinearConv,
        QLinearMatMul,
        QuantizeLinear {}
