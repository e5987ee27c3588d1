package dev.gatun.op;

/// Picks the best boxes and drops those that overlap a better one of their class. Inputs: boxes
/// FLOAT32 `[N, B, 4]`; scores FLOAT32 `[N, C, B]`; then, each one element or absent: how many
/// boxes of a class to pick at most (INT64; absent or below 1: none), the overlap above which a box
/// is dropped (FLOAT32, 0 to 1; absent: 0), the score above which a box counts (FLOAT32; absent:
/// every score does). Output: INT64 `[n, 3]`, rows of batch, class and box, by batch, then class,
/// then falling score; of equal scores the first box is the better one. A box whose score is NaN is
/// never picked.
///
/// Overlap is intersection over union in binary32; a box without an area overlaps nothing.
///
/// @param centerPointBox whether a box is x and y of its centre, width, height, rather than y and x
///   of two opposite corners
public record NonMaxSuppression(boolean centerPointBox) implements Selection {}
