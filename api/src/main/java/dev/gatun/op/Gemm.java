package dev.gatun.op;

/// y = activation(alpha·A'·B' + beta·C) for matrices. Inputs: A `[M, K]` (or `[K, M]` with transA),
/// B `[K, N]` (or `[N, K]` with transB), optional C that broadcasts to `[M, N]`.
///
/// @param alpha factor of the product
/// @param beta factor of C
/// @param transA whether A is transposed
/// @param transB whether B is transposed
/// @param activation applied last
public record Gemm(float alpha, float beta, boolean transA, boolean transB, Activation activation)
    implements Op {}
