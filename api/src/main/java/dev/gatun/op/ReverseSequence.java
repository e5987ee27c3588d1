package dev.gatun.op;

/// Reverses the beginnings of sequences, the rest stays. Inputs: x of rank 2 or more; lengths INT64
/// `[B]`, 0 to the extent of the time axis each. Output: y, shaped as x.
///
/// @param batchAxis axis of the sequences, 0 or 1
/// @param timeAxis axis of their elements, the other one
public record ReverseSequence(int batchAxis, int timeAxis) implements Op {}
