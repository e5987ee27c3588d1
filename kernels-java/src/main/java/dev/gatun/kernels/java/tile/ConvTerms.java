package dev.gatun.kernels.java.tile;

/// What a plan knows of the calls it will make to convolution tiles; the more, the faster the tiles
/// that it gets.
///
/// @param pixelStride floats between the inputs of neighbouring output pixels
/// @param fourfold whether every tap will have a count that is a multiple of four
/// @param dense whether output pixels, and what their sums start from, lie one channel block apart
public record ConvTerms(int pixelStride, boolean fourfold, boolean dense) {}
