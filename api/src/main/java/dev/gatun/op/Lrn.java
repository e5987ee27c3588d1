package dev.gatun.op;

/// Local response normalisation across channels (Krizhevsky et al. 2012): x / (bias +
/// alpha/size·Σx²)^beta, the sum over `size` channels around each. Input: x `[N, C, …]`.
///
/// @param size channels summed over
/// @param alpha factor
/// @param beta exponent
/// @param bias added
public record Lrn(int size, float alpha, float beta, float bias) implements Op {}
