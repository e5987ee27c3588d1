package dev.gatun.op;

/// Pooling over all spatial axes. Input: x `[N, C, spatial…]`. Output: `[N, C, 1…]`.
///
/// @param kind which reduction
/// @param p LP: the exponent
public record GlobalPool(Pool.Kind kind, int p) implements Op {}
