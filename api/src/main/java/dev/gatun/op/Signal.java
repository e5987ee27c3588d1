package dev.gatun.op;

/// Fourier transforms along one axis.
public sealed interface Signal extends Op permits Dft {}
