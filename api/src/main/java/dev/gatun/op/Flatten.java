package dev.gatun.op;

/// To a matrix: axes before `axis` become the rows, the others the columns. Input: x.
///
/// @param axis 0 to rank, may be negative
public record Flatten(int axis) implements Op {}
