package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Turns a matrix `[columns][rows]` into `[rows][columns]`, a few rows a task: of each source row
/// one piece is read, and one piece of a target row is written to its end before the next one
/// begins.
final class TurnStep extends Step {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  /// Rows of a task: a cache line of a source row.
  private static final int ROWS = 16;

  private final Place from;
  private final Place to;
  private final int rows;
  private final int columns;

  /// @param rows rows of the result
  /// @param columns columns of the result
  TurnStep(PlanReport.StepReport report, Place from, Place to, int rows, int columns) {
    super(report);
    this.from = from;
    this.to = to;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return Math.ceilDiv(rows, ROWS);
  }

  @Override
  void run(Context context, int task) {
    int first = task * ROWS;
    MemorySegment source = from.segment(context);
    MemorySegment target = to.segment(context);
    for (int row = first; row < Math.min(rows, first + ROWS); row++) {
      long x = from.offset() + 4L * row;
      long y = to.offset() + 4L * row * columns;
      gather(source, x, 4L * rows, target, y, columns);
    }
  }

  /// A column into a row; a method of its own, which the compilers take soon.
  private static void gather(
      MemorySegment from, long x, long step, MemorySegment to, long y, int count) {
    for (int i = 0; i < count; i++) {
      to.set(F32, y + 4L * i, from.get(F32, x + i * step));
    }
  }
}
