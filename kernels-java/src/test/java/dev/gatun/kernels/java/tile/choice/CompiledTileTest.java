package dev.gatun.kernels.java.tile.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.gatun.kernels.java.ForkedJvm;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Reduce;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Compiled vector tiles allocate nothing: one vector operation that C2 does not turn into an
/// instruction allocates a box on each iteration and costs a factor of fifty, which no test of
/// results would notice.
///
/// Runs in a JVM of its own. C2 decides what to inline by profiles that all users of a JDK method
/// share: where other tests have handed heap and confined memory to the same vector loads and
/// stores, it gives up inlining in the epilogue, and each output of a tile is boxed once.
final class CompiledTileTest {
  private static final long MOST_BYTES = 16;
  private static final long MOST_NANOS = 2_000_000_000L;
  private static final int CALLS = 300;

  private final Tiles tiles = TileChoice.best();

  @BeforeEach
  void onlyVectors() {
    assumeTrue(Width.isVector(), "only vector tiles are warmed: " + Width.DESCRIPTION);
  }

  @Test
  void convolutionAllocatesNothing() {
    TapTable taps = TapTable.of(0, 20);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(1 << 16, 64);
      long pixel = Width.BLOCK_BYTES;
      for (int stride : new int[] {Width.LANES, 1}) {
        for (int blocks = 1; blocks <= 4; blocks++) {
          List<ConvTile> row = tiles.conv(blocks, new ConvTerms(stride, true, true));
          if (row.isEmpty()) { // planar tiles have no more than two blocks
            continue;
          }
          ConvTile tile = row.getFirst();
          WarmUp.conv(tile);
          check(
              tile.name(),
              () ->
                  tile.run(
                      memory, 0, taps, memory, 0, memory, 0, pixel, 0, memory, 0, memory, 0, pixel,
                      2048, 0f, 6f, memory, 0, 0));
        }
      }
    }
  }

  @Test
  void depthwiseAndPoolsAllocateNothing() {
    int[] taps = new int[9];
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(1 << 16, 64);
      for (int stride : new int[] {Width.LANES, 2 * Width.LANES, 3 * Width.LANES}) {
        for (int columns : new int[] {1, 3}) {
          for (DepthwiseTile tile : firstOf(tiles.depthwise(columns, stride))) {
            WarmUp.depthwise(tile);
            int width = tile.pixels() + 1;
            check(
                tile.name(),
                () ->
                    tile.run(
                        memory, 0, 0, taps, memory, 0, memory, 0, memory, 0, 0, 2, width, 0f, 6f));
          }
          for (PoolTile tile : firstOf(tiles.pool(columns, stride))) {
            WarmUp.pool(tile, true);
            WarmUp.pool(tile, false);
            int width = tile.pixels() + 1;
            check(tile.name() + " max", () -> tile.max(memory, 0, 0, taps, memory, 0, 0, 2, width));
            check(
                tile.name() + " average",
                () -> tile.average(memory, 0, 0, taps, memory, 0, 0, 2, width, 0.5f));
          }
        }
      }
    }
  }

  private static <T> List<T> firstOf(List<T> row) {
    return row.subList(0, Math.min(1, row.size()));
  }

  @Test
  void winogradAllocatesNothing() {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(1 << 18, 64);
      for (int outputs : new int[] {2, 4}) {
        WinogradTransform transform = tiles.winograd(outputs);
        WarmUp.winograd(transform);
        check(
            transform.name() + " columns",
            () -> transform.columns(memory, 0, 2048, 3, memory, 18, memory, 1 << 16));
        check(
            transform.name() + " tiles",
            () -> transform.tiles(memory, 0, 4, memory, 1 << 16, 1 << 10));
        check(
            transform.name() + " outputs",
            () ->
                transform.outputs(memory, 0, 1 << 10, 4, memory, 0, memory, 1 << 16, 2048, 0f, 6f));
      }
    }
  }

  @Test
  void reducedPixelsAllocateNothing() {
    reducePixels();
  }

  /// C2 has no profile of a call where timing took the method from the interpreter past C1's
  /// profiling code: in one of five JVMs, and here in each.
  @Test
  void reducedPixelsAllocateNothingWithoutProfiles() throws IOException, InterruptedException {
    ForkedJvm jvm = ForkedJvm.main(ReducedPixels.class, List.of("-XX:-UseTypeProfile"));
    assertEquals(List.of("nothing"), jvm.after("allocates"));
  }

  /// Reduces pixels, and fails where that allocates.
  static final class ReducedPixels {
    private ReducedPixels() {}

    public static void main(String[] args) {
      reducePixels();
      System.out.println("allocates nothing");
    }
  }

  private static void reducePixels() {
    Strips strips = Strips.best();
    int pixels = 64;
    long to = (long) pixels * Width.BLOCK_BYTES;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(WarmUp.STRIP_BYTES, 64);
      for (Reduce.Kind kind : List.of(Reduce.Kind.SUM, Reduce.Kind.MAX)) {
        WarmUp.strip(
            "reducePixels " + kind, m -> strips.reducePixels(kind, m, 0, pixels, m, to), 128);
        Runnable call = () -> strips.reducePixels(kind, memory, 0, pixels, memory, to);
        awaitNoAllocation(call);
        check("reducePixels " + kind, call);
      }
    }
  }

  /// C2 compiles these behind the calls, first the loop as it is found running, which may box and
  /// is fast enough for a warm-up; the method follows.
  private static void awaitNoAllocation(Runnable call) {
    long end = System.nanoTime() + MOST_NANOS;
    while (allocated(call) >= MOST_BYTES * CALLS && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void check(String name, Runnable call) {
    long bytes = allocated(call);
    assertTrue(
        bytes < MOST_BYTES * CALLS, name + " allocates " + bytes / CALLS + " bytes per call");
  }

  /// Bytes that some calls allocate together.
  private static long allocated(Runnable call) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    bean.getCurrentThreadAllocatedBytes(); // loads what the bean needs
    long before = bean.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return bean.getCurrentThreadAllocatedBytes() - before;
  }
}
