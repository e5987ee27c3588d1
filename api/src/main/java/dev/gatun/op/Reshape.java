package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// The same elements under another shape. Inputs: x; dims (INT64) at 1 while `dims` is null.
///
/// @param dims wanted extents; −1 once: what remains; 0: as in the input, unless allowZero; null:
///   not bound yet
/// @param allowZero whether 0 means 0
public record Reshape(@Nullable Ints dims, boolean allowZero) implements Op {}
