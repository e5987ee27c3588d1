package dev.gatun.op;

/// x / ‖x‖ₚ along one axis, p 1 or 2; 0 where the norm is 0. Input: x.
///
/// @param axis the axis, may be negative
/// @param p 1 or 2
public record LpNorm(int axis, int p) implements Op {}
