package dev.gatun.kernels.java.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Decisions without a kernel.
final class TaskSplitTest {
  @Test
  void largeMapsAreCutByRows() {
    assertEquals(new TaskSplit(8, 1), TaskSplit.choose(1, 56, 4, 1, 3_200_000, 150_000, 2));
  }

  @Test
  void smallMapsAreCutByPanels() {
    assertEquals(new TaskSplit(1, 8), TaskSplit.choose(1, 7, 16, 1, 100_000, 9_400_000, 2));
  }

  @Test
  void oneThreadCutsForTheCacheAlone() {
    assertEquals(new TaskSplit(3, 1), TaskSplit.choose(1, 14, 16, 3, 3_000_000, 9_400_000, 1));
  }

  @Test
  void imagesAreTasks() {
    assertEquals(new TaskSplit(1, 1), TaskSplit.choose(16, 7, 16, 1, 100_000, 9_400_000, 2));
  }

  @Test
  void emptyOutputs() {
    assertEquals(new TaskSplit(1, 1), TaskSplit.choose(1, 0, 1, 1, 0, 64, 4));
  }

  @Property
  void staysWithinWhatThereIs(
      @ForAll @IntRange(min = 1, max = 9) int images,
      @ForAll @IntRange(min = 1, max = 99) int units,
      @ForAll @IntRange(min = 1, max = 40) int panels,
      @ForAll @IntRange(min = 1, max = 9) int threads,
      @ForAll @IntRange(min = 0, max = 1 << 30) int inputBytes,
      @ForAll @IntRange(min = 0, max = 1 << 30) int weightBytes,
      @ForAll @IntRange(min = 1, max = 99) int least) {
    int blocks = Math.min(least, units);
    TaskSplit split =
        TaskSplit.choose(images, units, panels, blocks, inputBytes, weightBytes, threads);
    assertTrue(split.rowBlocks() >= blocks && split.rowBlocks() <= units, split::toString);
    assertTrue(split.panelChunks() >= 1 && split.panelChunks() <= panels, split::toString);
    long tasks = (long) images * split.rowBlocks() * split.panelChunks();
    long possible = (long) images * units * panels;
    assertTrue(tasks >= Math.min(threads, possible), split::toString);
  }
}
