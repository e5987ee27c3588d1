package dev.gatun.op;

/// Picks by condition, all three broadcast. Inputs: condition (BOOL), a, b. Output: a where true, b
/// elsewhere.
public record Where() implements Op {}
