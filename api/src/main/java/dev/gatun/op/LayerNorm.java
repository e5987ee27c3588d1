package dev.gatun.op;

/// Normalises over the axes from `axis` to the last. Inputs: x, scale, optional shift that
/// broadcast to x. Output: y.
///
/// @param axis first normalised axis, may be negative
/// @param epsilon added to the variance
public record LayerNorm(int axis, float epsilon) implements Op {}
