package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// One-hot vectors. Inputs: indices; depth (scalar) at 1 while `depth` is null; values (off, on) at
/// 2.
///
/// @param axis where the new axis goes, may be negative
/// @param depth extent of the new axis; null: not bound yet
public record OneHot(int axis, @Nullable Long depth) implements Op {}
