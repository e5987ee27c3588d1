package dev.gatun.op;

/// Picks elements: `y[i][j] = x[indices[i][j]][j]` for axis 0. Inputs: x, indices of the output's
/// shape.
///
/// @param axis the axis, may be negative
public record GatherElements(int axis) implements Op {}
