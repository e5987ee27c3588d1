package dev.gatun.kernels.java.plan;

/// How one image of a convolution is cut into tasks: rows into blocks, weight panels into chunks.
///
/// Each row block reads all weights and each chunk reads all inputs, so the cut that moves fewer
/// bytes wins: rows where maps are large, panels where they are small. (ResNet-50's 7 × 7 maps cut
/// by rows made each of eight tasks stream 9 MB of weights; a second thread then gained nothing.)
///
/// @param rowBlocks blocks of rows
/// @param panelChunks chunks of weight panels
record TaskSplit(int rowBlocks, int panelChunks) {
  /// Tasks per thread that even out the end of a step.
  private static final int TASKS_PER_THREAD = 4;

  /// Chooses a split.
  ///
  /// @param images images, which are tasks of their own
  /// @param units row segments of an image
  /// @param panels weight panels
  /// @param leastBlocks row blocks that the cache asks for, 1 to `units`
  /// @param inputBytes bytes of an image's input
  /// @param weightBytes bytes of all weights
  /// @param threads threads that share the work
  /// @return the split that moves fewest bytes among those with enough tasks, or the one with the
  ///   most tasks
  static TaskSplit choose(
      int images,
      int units,
      int panels,
      int leastBlocks,
      long inputBytes,
      long weightBytes,
      int threads) {
    int wanted = threads == 1 ? 1 : TASKS_PER_THREAD * threads;
    TaskSplit best = new TaskSplit(leastBlocks, 1);
    long bestTasks = 0;
    long bestBytes = 0;
    for (int chunks = 1; chunks <= panels && (chunks == 1 || chunks <= wanted); chunks++) {
      int blocks =
          Math.clamp(Math.ceilDiv(wanted, (long) images * chunks), leastBlocks, Math.max(units, 1));
      long tasks = Math.min((long) images * blocks * chunks, wanted);
      long bytes = blocks * weightBytes + chunks * inputBytes;
      if (tasks > bestTasks || (tasks == bestTasks && bytes < bestBytes)) {
        best = new TaskSplit(blocks, chunks);
        bestTasks = tasks;
        bestBytes = bytes;
      }
    }
    return best;
  }
}
