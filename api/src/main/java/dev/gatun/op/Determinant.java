package dev.gatun.op;

/// Determinants of square matrices. Input: x `[…, M, M]`. Output: `[…]`. A matrix without rows has
/// determinant 1.
public record Determinant() implements Op {}
