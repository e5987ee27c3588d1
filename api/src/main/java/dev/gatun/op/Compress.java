package dev.gatun.op;

/// Keeps the slices of a tensor that a condition marks. Inputs: x; condition BOOL `[k]`. Output: x
/// with only those slices along the axis whose entry of the condition is true. Slices beyond the
/// condition's end are dropped, entries beyond the axis ignored.
///
/// @param axis the axis, may be negative
public record Compress(int axis) implements Selection {}
