package dev.gatun.op;

/// Matrix product of 8-bit integers, (A − aZeroPoint)·(B − bZeroPoint), INT32, wrapping where 32
/// bits do not hold a sum.
///
/// Inputs: A `[…, M, K]`, B `[…, K, N]`, each INT8 or UINT8, with the shapes of [MatMul]; optional
/// zero point of A, one element, `[M]` or `[…, M, 1]`; optional zero point of B, one element, `[N]`
/// or `[…, 1, N]`.
public record MatMulInteger() implements Quantization {}
