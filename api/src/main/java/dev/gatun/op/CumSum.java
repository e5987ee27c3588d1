package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Running sum along an axis. Inputs: x; axis (scalar) at 1 while `axis` is null.
///
/// @param axis the axis, may be negative; null: not bound yet
/// @param exclusive whether an element leaves itself out
/// @param reverse whether sums run from the end
public record CumSum(@Nullable Integer axis, boolean exclusive, boolean reverse) implements Op {}
