package dev.gatun.op;

/// NumPy matmul with batch broadcasting and its rules for vectors. Inputs: A `[…, M, K]`, B `[…, K,
/// N]`, optional bias `[N]`.
///
/// @param activation applied last
public record MatMul(Activation activation) implements Op {}
