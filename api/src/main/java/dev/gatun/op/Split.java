package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Cuts a tensor along an axis. Inputs: x; sizes (INT64) at 1 while `sizes` is null. Outputs: the
/// parts.
///
/// @param axis the axis, may be negative
/// @param sizes extents of the parts; empty means as many equal parts as the node has outputs, the
///   last one smaller where it does not divide; null: not bound yet
public record Split(int axis, @Nullable Ints sizes) implements Op {}
