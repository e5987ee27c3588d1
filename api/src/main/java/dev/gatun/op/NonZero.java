package dev.gatun.op;

/// Where a tensor is not zero. Input: x of rank r ≥ 1 (a scalar counts as one element). Output:
/// INT64 `[r, n]`, one column of coordinates for each of the n elements that are not zero, in
/// row-major order; NaN is not zero.
public record NonZero() implements Selection {}
