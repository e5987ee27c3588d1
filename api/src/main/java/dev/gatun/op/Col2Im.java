package dev.gatun.op;

import org.jspecify.annotations.Nullable;

/// Adds up overlapping blocks to pictures: what a convolution would have read of each picture goes
/// back to where it was read. Inputs: x `[N, C · block size, places]`; while not bound the spatial
/// extents of the pictures (INT64) at 1 and those of a block at 2. Output `[N, C, image…]`.
///
/// @param image spatial extents of the pictures; null: not bound yet
/// @param window how blocks lie; its kernel, the extents of a block, is empty until bound
public record Col2Im(@Nullable Ints image, Window window) implements Sampling {}
