package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.width.Caches;

/// How a step over the rows of channel blocks is cut into tasks: by image and channel block, and
/// where those are too few to keep all threads busy to the end, by rows.
///
/// @param images images
/// @param blocks channel blocks of an image, or 1 where a task takes all of them
/// @param rows output rows of a channel block, of all planes
/// @param chunks parts that the rows of a channel block are cut into
record RowSplit(int images, int blocks, int rows, int chunks) {
  /// Tasks per thread that even out the end of a step.
  private static final int TASKS_PER_THREAD = 4;

  /// Bytes below which a task is not cut further: some microseconds of work.
  private static final long LEAST_BYTES = Math.min(32 << 10, Caches.L1_BYTES);

  /// The split of a step.
  ///
  /// @param y its result
  /// @param threads threads that share the work
  static RowSplit of(Blocked y, int threads) {
    int rows = y.d() * y.h();
    int whole = y.n() * y.blocks();
    int wanted = threads == 1 ? 1 : Math.ceilDiv(TASKS_PER_THREAD * threads, whole);
    int most = Math.clamp(rows * y.row() / LEAST_BYTES, 1, rows);
    return new RowSplit(y.n(), y.blocks(), rows, Math.min(wanted, most));
  }

  /// The split of a step whose tasks take all channel blocks of their rows.
  ///
  /// @param y its result
  /// @param threads threads that share the work
  static RowSplit acrossBlocks(Blocked y, int threads) {
    int rows = y.d() * y.h();
    int wanted = threads == 1 ? 1 : Math.ceilDiv(TASKS_PER_THREAD * threads, y.n());
    int most = Math.clamp(rows * y.row() * y.blocks() / LEAST_BYTES, 1, rows);
    return new RowSplit(y.n(), 1, rows, Math.min(wanted, most));
  }

  int tasks() {
    return images * blocks * chunks;
  }

  int image(int task) {
    return task / chunks / blocks;
  }

  int block(int task) {
    return task / chunks % blocks;
  }

  /// Whether the task is the first one of its channel block.
  boolean isFirst(int task) {
    return task % chunks == 0;
  }

  /// The first row of a task.
  int from(int task) {
    return (int) ((long) rows * (task % chunks) / chunks);
  }

  /// The row after the last one of a task.
  int to(int task) {
    return (int) ((long) rows * (task % chunks + 1) / chunks);
  }
}
