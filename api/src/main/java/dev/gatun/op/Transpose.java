package dev.gatun.op;

/// Permutes axes: output axis i is input axis perm(i). Input: x.
///
/// @param perm the permutation; empty: axes reversed
public record Transpose(Ints perm) implements Op {}
