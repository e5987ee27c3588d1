package dev.gatun.op;

/// Index (INT64) of the largest or smallest element along an axis. Input: x.
///
/// @param max whether the largest is wanted
/// @param axis the axis, may be negative
/// @param keepDims whether the axis stays with extent 1
/// @param selectLast whether the last of equals wins
public record ArgReduce(boolean max, int axis, boolean keepDims, boolean selectLast)
    implements Op {}
