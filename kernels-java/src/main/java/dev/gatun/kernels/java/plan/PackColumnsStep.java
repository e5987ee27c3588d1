package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Packs a matrix `[M, K]` as `[⌈K/lanes⌉][M][lanes]`; one task per batch and block of columns.
/// Columns beyond K stay as they are: no kernel reads them.
final class PackColumnsStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// The source; strides count elements.
  ///
  /// @param rows M
  /// @param columns K
  /// @param rowStride between rows
  /// @param columnStride between columns
  /// @param batchStride between batches
  /// @param batches batches
  record Matrix(
      int rows, int columns, long rowStride, long columnStride, long batchStride, int batches) {}

  private final Place from;
  private final Matrix matrix;
  private final Place to;

  PackColumnsStep(PlanReport.StepReport report, Place from, Matrix matrix, Place to) {
    super(report);
    this.from = from;
    this.matrix = matrix;
    this.to = to;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return matrix.batches * Math.ceilDiv(matrix.columns, Width.LANES);
  }

  @Override
  void run(Context context, int task) {
    int blocks = Math.ceilDiv(matrix.columns, Width.LANES);
    int batch = task / blocks;
    int first = task % blocks * Width.LANES;
    int count = Math.min(Width.LANES, matrix.columns - first);
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    long start =
        from.offset() + 4 * (batch * matrix.batchStride + (long) first * matrix.columnStride);
    long at = to.offset() + (long) task * matrix.rows * Width.BLOCK_BYTES;
    for (int row = 0; row < matrix.rows; row++) {
      long cell = start + 4L * row * matrix.rowStride;
      for (int lane = 0; lane < count; lane++) {
        target.set(F32, at + 4L * lane, source.get(F32, cell + 4L * lane * matrix.columnStride));
      }
      at += Width.BLOCK_BYTES;
    }
  }
}
