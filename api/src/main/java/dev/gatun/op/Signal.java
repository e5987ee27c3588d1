package dev.gatun.op;

/// Fourier transforms along one axis.
public non-sealed interface Signal extends Op {}
