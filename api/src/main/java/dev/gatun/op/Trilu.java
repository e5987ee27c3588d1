package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// The upper or lower triangle of matrices, the rest 0. Inputs: x; k (scalar) at 1 while `k` is
/// null.
///
/// @param upper which triangle
/// @param k the diagonal it starts at; null: not bound yet
public record Trilu(boolean upper, @Nullable Long k) implements Op {}
