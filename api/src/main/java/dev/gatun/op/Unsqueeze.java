package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Inserts axes of extent 1. Inputs: x; axes (INT64) at 1 while `axes` is null.
///
/// @param axes where, counted in the output, may be negative; null: not bound yet
public record Unsqueeze(@Nullable Ints axes) implements Op {}
