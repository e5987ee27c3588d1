package dev.gatun.op;

/// Inference batch normalisation: scale·(x − mean)/√(var + epsilon) + shift. Inputs: x `[N, C, …]`,
/// scale, shift, mean, var `[C]`.
///
/// @param epsilon added to the variance
public record BatchNorm(float epsilon) implements Op {}
