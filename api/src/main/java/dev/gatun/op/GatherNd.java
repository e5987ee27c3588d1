package dev.gatun.op;

/// Picks slices by index tuples. Inputs: x, indices `[…, k]`.
///
/// @param batchDims leading axes that x and indices share
public record GatherNd(int batchDims) implements Op {}
