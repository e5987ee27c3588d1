package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Strided part of a tensor. Inputs: x; while `starts` is null: starts 1, ends 2, axes 3
/// (optional), steps 4 (optional).
///
/// @param starts first index per axis, negative from the end, clamped
/// @param ends index after the last per axis, negative from the end, clamped
/// @param axes which axes; null with non-null starts: the first ones
/// @param steps steps, not 0; null with non-null starts: 1
public record Slice(
    @Nullable Ints starts, @Nullable Ints ends, @Nullable Ints axes, @Nullable Ints steps)
    implements Op {}
