package dev.gatun.op;

/// Numbers from start by delta up to, without, limit. Inputs: start, limit, delta, scalars of one
/// type, constants once bound.
public record Range() implements Op {}
