package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Drops axes of extent 1. Inputs: x; axes (INT64) at 1 while `axes` is null.
///
/// @param axes which, may be negative; empty: all of extent 1; null: not bound yet
public record Squeeze(@Nullable Ints axes) implements Op {}
