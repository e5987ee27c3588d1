package dev.gatun.op;

import dev.gatun.DType;

/// Ones on a diagonal, zeros elsewhere, of the shape of a matrix. Input: x.
///
/// @param dtype the result's type
/// @param k which diagonal, 0 the main one, positive above
public record EyeLike(DType dtype, int k) implements Op {}
