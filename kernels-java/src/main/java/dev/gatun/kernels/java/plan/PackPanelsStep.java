package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Packs matrices `[K, N]` that are no constants into weight panels, some rows a task, so that
/// source rows are read to their ends. The source may be the caller's memory: then a task copies
/// its rows to scratch memory first, which stays in the cache.
final class PackPanelsStep extends Step {
  /// Source bytes that a task should have, unless its rows are longer.
  private static final int TASK_BYTES = Math.min(32 << 10, Caches.L1_BYTES);

  /// Rows of a task at least: a call of the tile packs four vectors of each.
  private static final int LEAST_ROWS = 8;

  /// Elements of a step below which its tile is left to the JVM.
  private static final long WARM_UP_ELEMENTS = 1 << 16;

  /// The source.
  ///
  /// @param k rows of a matrix
  /// @param n columns of a matrix
  /// @param batches matrices, one behind the other
  /// @param factor of every element
  record Matrix(int k, int n, int batches, float factor) {
    /// Rows of a task.
    int taskRows() {
      return Math.clamp(TASK_BYTES / (4L * n), LEAST_ROWS, Math.max(LEAST_ROWS, k));
    }

    int tasks() {
      return Math.ceilDiv(k, taskRows());
    }

    /// Scratch memory of a thread.
    long scratchBytes() {
      return 4L * n * taskRows();
    }
  }

  private final Place from;
  private final Matrix matrix;
  private final List<WeightPanel> panels;
  private final Place to;
  private final Place scratch;
  private final PanelTile tile;

  /// @param from the matrices, the caller's memory or planned memory
  /// @param panels what to pack
  /// @param to the packed panels
  /// @param scratch [Matrix#scratchBytes] for each thread; not used where the source is planned
  ///   memory
  PackPanelsStep(
      PlanReport.StepReport report,
      Place from,
      Matrix matrix,
      List<WeightPanel> panels,
      Place to,
      Place scratch,
      PanelTile tile) {
    super(report);
    this.from = from;
    this.matrix = matrix;
    this.panels = panels;
    this.to = to;
    this.scratch = scratch;
    this.tile = tile;
  }

  @Override
  List<Place> places() {
    return List.of(from, to, scratch);
  }

  @Override
  List<Staged<?>> kernels() {
    return (long) matrix.k * matrix.n * matrix.batches < WARM_UP_ELEMENTS
        ? List.of()
        : List.of(new Staged<>(tile, tile, WarmUp::panels));
  }

  @Override
  int tasks() {
    return matrix.batches * matrix.tasks();
  }

  @Override
  void run(Context context, int task) {
    run(context, task, 0);
  }

  @Override
  void run(Context context, int task, int worker) {
    int batch = task / matrix.tasks();
    int first = task % matrix.tasks() * matrix.taskRows();
    int rows = Math.min(matrix.taskRows(), matrix.k - first);
    long row = 4L * matrix.n;
    MemorySegment x = from.segment(context);
    long at = from.offset() + ((long) batch * matrix.k + first) * row;
    if (from.buffer().isCallers()) {
      MemorySegment own = scratch.segment(context);
      long ownAt = scratch.offset() + worker * matrix.scratchBytes();
      MemorySegment.copy(x, at, own, ownAt, rows * row);
      x = own;
      at = ownAt;
    }
    WeightPanel last = panels.getLast();
    long target = to.offset() + batch * (last.offset() + last.bytes());
    for (int p = 0; p < panels.size(); p++) {
      WeightPanel panel = panels.get(p);
      int column = panel.firstBlock() * Width.LANES;
      long width = (long) panel.blocks() * Width.BLOCK_BYTES;
      tile.pack(
          x,
          at + 4L * column,
          row,
          to.segment(context),
          target + panel.offset() + first * width,
          width,
          rows,
          Math.min(panel.blocks() * Width.LANES, matrix.n - column),
          panel.blocks(),
          matrix.factor);
    }
  }
}
