package dev.gatun.op;

/// Joins tensors along an axis. Inputs: one or more.
///
/// @param axis the axis, may be negative
public record Concat(int axis) implements Op {}
