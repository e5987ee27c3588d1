package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// A grid for [GridSample] from affine maps. Inputs: theta `[N, r, r + 1]` with r 2 or 3; size
/// (INT64, N, C and the spatial extents) at 1 while `size` is null. Output `[N, spatial…, r]`:
/// theta times the place of each output element, −1 to 1, innermost axis first, with a 1 behind.
///
/// @param size N, C and the spatial extents; null: not bound yet
/// @param alignCorners whether −1 and 1 are the centres of the outermost elements rather than their
///   outer edges; the one element of an axis of extent 1 lies at −1 then
public record AffineGrid(@Nullable Ints size, boolean alignCorners) implements Sampling {}
