package dev.gatun.op;

import dev.gatun.DType;

/// Takes the bits of elements for another type of the same width, [DType#bits]. Input: x.
///
/// @param to the wanted type, not BOOL, whose elements may only be 0 and 1
public record BitCast(DType to) implements Op {}
