package dev.gatun.op;

/// Writes an update into a cache along its axis of places, for each batch element from a place of
/// its own. Inputs: cache `[B, …, P, …]`; update of the same extents but for fewer places; first
/// places, optional, INT64 `[B]`: without them 0. Output: the new cache.
///
/// @param axis the axis of places, may be negative, not the first one
/// @param circular whether places behind the last go on at the first; otherwise they are an error
public record TensorScatter(int axis, boolean circular) implements Op {}
