package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Copies rows between memories with different row strides.
final class PackRowsStep extends Step {
  private final Place from;
  private final long fromRow;
  private final Place to;
  private final long toRow;
  private final long bytes;
  private final int rows;

  /// @param fromRow bytes between source rows
  /// @param toRow bytes between target rows
  /// @param bytes bytes of a row
  PackRowsStep(
      PlanReport.StepReport report,
      Place from,
      long fromRow,
      Place to,
      long toRow,
      long bytes,
      int rows) {
    super(report);
    this.from = from;
    this.fromRow = fromRow;
    this.to = to;
    this.toRow = toRow;
    this.bytes = bytes;
    this.rows = rows;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return 1;
  }

  @Override
  void run(Context context, int task) {
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    for (int row = 0; row < rows; row++) {
      MemorySegment.copy(
          source, from.offset() + row * fromRow, target, to.offset() + row * toRow, bytes);
    }
  }
}
