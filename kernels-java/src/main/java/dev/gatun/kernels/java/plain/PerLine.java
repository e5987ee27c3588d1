package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import java.util.Arrays;

/// Which element of a parameter (a scale, a zero point) belongs to a row or column of a matrix in a
/// batch: the only one, one per line for all batches, or one per line of each batch.
///
/// @param batches operand 0: the first element for a batch
/// @param step elements from line to line
record PerLine(LoopNest batches, long step) {
  /// @param parameter shape of the parameter
  /// @param batch extents of the batch
  /// @param lines rows or columns of a matrix
  /// @param isRow whether the lines are rows: the parameter is `[…, lines, 1]`, else `[…, 1,
  ///   lines]`
  static PerLine of(Shape parameter, Shape batch, long lines, boolean isRow) {
    if (parameter.size() == 1 || parameter.rank() == 1) {
      LoopNest still = LoopNest.of(batch.toArray(), new long[batch.rank()]);
      return new PerLine(still, parameter.size() == 1 ? 0 : 1);
    }
    int rank = batch.rank();
    long[] target = Arrays.copyOf(batch.toArray(), rank + 2);
    target[rank] = isRow ? lines : 1;
    target[rank + 1] = isRow ? 1 : lines;
    long[] strides = LoopNest.broadcast(parameter, Shape.of(target));
    return new PerLine(
        LoopNest.of(batch.toArray(), Arrays.copyOf(strides, rank)),
        strides[isRow ? rank : rank + 1]);
  }

  /// @return the place of the element
  long place(long batch, long line) {
    return batches.offset(0, batch, 0) + line * step;
  }
}
