package dev.gatun.op;

/// Normalises each `[n, c]` plane to mean 0, variance 1, then scales and shifts. Inputs: x `[N, C,
/// spatial…]`, scale, shift `[C]`.
///
/// @param epsilon added to the variance
public record InstanceNorm(float epsilon) implements Op {}
