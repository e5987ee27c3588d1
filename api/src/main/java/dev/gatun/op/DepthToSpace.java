package dev.gatun.op;

/// Moves channels into blocks of pixels. Input: x `[N, C, H, W]`. Output: `[N, C/b², H·b, W·b]`.
///
/// @param block edge b of a block
/// @param columnRowDepth CRD order (PixelShuffle) instead of DCR
public record DepthToSpace(int block, boolean columnRowDepth) implements Op {}
