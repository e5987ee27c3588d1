package dev.gatun.op;

/// Each slice of a tensor once. Input: x. Outputs, all but the first optional: x with only the
/// first of equal slices along the axis, n of them; INT64 `[n]`, where each was first; INT64
/// `[extent]`, which of the n each slice of x equals; INT64 `[n]`, how often each occurs.
///
/// Slices are ordered element by element; −0 equals 0, a NaN equals a NaN and is above all numbers.
///
/// @param axis the axis, may be negative
/// @param sorted whether slices stand in rising order rather than in that of their first occurrence
public record Unique(int axis, boolean sorted) implements Selection {}
