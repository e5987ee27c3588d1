package dev.gatun.op;

/// Normalises each group of channels of each image. Inputs: x `[N, C, spatial…]`, scale, shift
/// `[C]` or `[groups]`.
///
/// @param groups number of groups, dividing C
/// @param epsilon added to the variance
public record GroupNorm(int groups, float epsilon) implements Op {}
