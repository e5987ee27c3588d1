package dev.gatun.op;

import dev.gatun.DType;

/// Converts the element type: float to integer truncates, anything to BOOL tests for not 0. Input:
/// x.
///
/// @param to the wanted type
public record Cast(DType to) implements Op {}
