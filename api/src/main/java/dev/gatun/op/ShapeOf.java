package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// The extents of a tensor as INT64. Input: x.
///
/// @param start first axis, may be negative, clamped
/// @param end axis after the last, may be negative, clamped; null: the rank
public record ShapeOf(int start, @Nullable Integer end) implements Op {}
