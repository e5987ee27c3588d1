package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// The k largest or smallest elements along an axis, best first; of equal elements the one of the
/// lower index goes first, and NaN counts as larger than every number. Inputs: x; k (one integer)
/// at 1 while `k` is null. Outputs, both always there: values; indices (INT64) along the axis.
///
/// @param axis the axis, may be negative
/// @param k how many, 0 to the axis' extent; null: not bound yet
/// @param largest whether the largest are wanted
public record TopK(int axis, @Nullable Long k, boolean largest) implements Op {}
