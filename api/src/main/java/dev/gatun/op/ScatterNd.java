package dev.gatun.op;

/// A copy of x in which slices named by index tuples are replaced by, or combined with, updates.
/// Inputs: x, indices, updates.
///
/// @param reduction how they combine
public record ScatterNd(ScatterElements.Reduction reduction) implements Op {}
