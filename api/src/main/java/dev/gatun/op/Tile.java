package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Repeats a tensor along its axes. Inputs: x; repeats (INT64) at 1 while `repeats` is null.
///
/// @param repeats one count per axis; null: not bound yet
public record Tile(@Nullable Ints repeats) implements Op {}
