package dev.gatun.op;

/// Picks slices by index. Inputs: x, indices (INT32 or INT64, negative from the end).
///
/// @param axis the axis of x, may be negative
public record Gather(int axis) implements Op {}
