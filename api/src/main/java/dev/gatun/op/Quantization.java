package dev.gatun.op;

/// Operators on integers that stand for real numbers, q·scale apart from a zero point.
public non-sealed interface Quantization extends Op {}
