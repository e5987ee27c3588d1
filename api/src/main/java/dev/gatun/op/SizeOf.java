package dev.gatun.op;

/// The number of elements of a tensor as an INT64 scalar. Input: x.
public record SizeOf() implements Op {}
