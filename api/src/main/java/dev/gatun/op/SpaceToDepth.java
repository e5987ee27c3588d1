package dev.gatun.op;

/// Moves blocks of pixels into channels. Input: x `[N, C, H, W]`. Output: `[N, C·b², H/b, W/b]`.
///
/// @param block edge b of a block
public record SpaceToDepth(int block) implements Op {}
