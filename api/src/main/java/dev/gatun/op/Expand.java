package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Broadcasts to a shape (both ways, as NumPy). Inputs: x; dims (INT64) at 1 while `dims` is null.
///
/// @param dims the shape to broadcast with; null: not bound yet
public record Expand(@Nullable Ints dims) implements Op {}
