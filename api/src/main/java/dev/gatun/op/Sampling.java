package dev.gatun.op;

/// Operators that read or write a picture at places which other tensors give.
public sealed interface Sampling extends Op
    permits AffineGrid, Col2Im, DeformConv, GridSample, MaxRoiPool, MaxUnpool, RoiAlign {}
