package dev.gatun.kernels.java.tile.choice;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.PanelTile;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// Gets the code of a tile compiled by running it on tiny data until it is fast.
///
/// C2 takes a method once its calls and loop iterations together exceed 15,000, counted after about
/// 400 calls in the interpreter: a run of [#K] channels balances calls against iterations. A method
/// is warmed once. Tiles can be warmed on several threads at once; each waits for its own
/// compilation. The memory is of the kind that plans use, a shared arena: C2 compiles for the kinds
/// of memory that it has seen.
public final class WarmUp {
  private static final int K = 16;

  /// Entries of a channelwise tile's table. Its rectangle has two rows of two tiles, so that each
  /// loop goes round: C2 leaves out what it has not seen, and the first real call would fall back
  /// into the interpreter.
  private static final int ROWS_OF_TAPS = 4;

  private static final int TILES = 4;

  /// Memory that a kernel over runs of elements is warmed on.
  public static final int STRIP_BYTES = 1 << 14;

  /// Vectors of a panel's row: a round of four, and one more.
  private static final int PANEL_VECTORS = 5;

  private static final int PANEL_ROWS = 8;

  private static final int BATCH = 32;

  /// C2 was asked for long before that many, and had time. The calls of a small kernel alone pass
  /// in a tenth of a second, while C2 may still be busy with others.
  private static final int ENOUGH_BATCHES = 300;

  private static final long ENOUGH_NANOS = 1_000_000_000L;

  /// Between compiled code, about 0.3 ns per vector operation, and interpreted code, 20 ns and
  /// more.
  private static final long NANOS_PER_OPERATION = 5;

  private static final long MOST_NANOS = 10_000_000_000L;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// Tiles that were warmed or are being warmed, each with the method meant.
  private static final Map<Object, FutureTask<Boolean>> WARM = new ConcurrentHashMap<>();

  private record Method(Object kernel, boolean second) {}

  private WarmUp() {}

  /// Warms a convolution tile.
  ///
  /// @param tile the tile
  /// @return whether it is fast now; always true for the scalar twin, which the JVM compiles as it
  ///   goes
  public static boolean conv(ConvTile tile) {
    return once(tile.getClass(), false, () -> warmConv(tile));
  }

  private static boolean warmConv(ConvTile tile) {
    int outputs = tile.pixels() * tile.blocks();
    TapTable taps = tile.isFourfold() ? TapTable.of(0, 8, 0, 8) : TapTable.of(0, 9, 0, 7);
    long line = Width.BLOCK_BYTES;
    long yBlock = tile.pixels() * line;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = floats(arena, tile.pixels() * tile.pixelStride() + K);
      MemorySegment w = floats(arena, K * tile.blocks() * Width.LANES);
      MemorySegment y = floats(arena, outputs * Width.LANES);
      MemorySegment ahead = arena.allocate(ConvTile.TOUCHED, ConvTile.TOUCHED);
      return untilFast(
          () ->
              tile.run(
                  x, 0, taps, w, 0, y, 0, line, yBlock, w, 0, y, 0, line, yBlock, 0f, INFINITY,
                  ahead, 0, 0),
          (long) K * (outputs + tile.pixels() + tile.blocks()) + 10L * outputs);
    }
  }

  /// Warms a depthwise tile.
  ///
  /// @param tile the tile
  /// @return whether it is fast now; always true for the scalar twin
  public static boolean depthwise(DepthwiseTile tile) {
    return once(tile.getClass(), false, () -> warmDepthwise(tile));
  }

  private static boolean warmDepthwise(DepthwiseTile tile) {
    int[] taps = new int[ROWS_OF_TAPS];
    int width = tile.pixels() + 1;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = channelwiseInput(arena, width, tile.pixelStride(), tile.columns());
      MemorySegment w = floats(arena, taps.length * tile.columns() * Width.LANES);
      MemorySegment y = floats(arena, width * Width.LANES);
      return untilFast(
          () -> {
            tile.run(x, 0, 0, taps, w, 0, w, 0, y, 0, 0, 2, width, 0f, INFINITY);
            tile.run(x, 0, 0, taps, w, 0, w, 0, y, 0, 0, 2, width, 0f, 6f);
            tile.run(x, 0, 0, taps, w, 0, w, 0, y, 0, 0, 2, width, -INFINITY, INFINITY);
          },
          24L * taps.length * tile.columns() * tile.pixels());
    }
  }

  /// Warms one method of a pool tile.
  ///
  /// @param tile the tile
  /// @param max whether [PoolTile#max] is meant, else [PoolTile#average]
  /// @return whether it is fast now; always true for the scalar twin
  public static boolean pool(PoolTile tile, boolean max) {
    return once(tile.getClass(), max, () -> warmPool(tile, max));
  }

  private static boolean warmPool(PoolTile tile, boolean max) {
    int[] taps = new int[ROWS_OF_TAPS];
    int width = tile.pixels() + 1;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = channelwiseInput(arena, width, tile.pixelStride(), tile.columns());
      MemorySegment y = floats(arena, width * Width.LANES);
      long operations = 8L * taps.length * tile.columns() * tile.pixels();
      if (!max) {
        return untilFast(() -> tile.average(x, 0, 0, taps, y, 0, 0, 2, width, 1f), operations);
      }
      MemorySegment nan = channelwiseInput(arena, width, tile.pixelStride(), tile.columns());
      nan.set(ValueLayout.JAVA_FLOAT, 0, Float.NaN);
      return untilFast(
          () -> { // a NaN in the first tile: it takes another way
            tile.max(nan, 0, 0, taps, y, 0, 0, 2, width);
            tile.max(x, 0, 0, taps, y, 0, 0, 2, width);
          },
          3 * operations);
    }
  }

  /// Warms what packs panels.
  ///
  /// @param tile the tile
  /// @return whether it is fast now; always true for the scalar twin
  public static boolean panels(PanelTile tile) {
    return once(tile.getClass(), false, () -> warmPanels(tile));
  }

  private static boolean warmPanels(PanelTile tile) {
    long row = (long) PANEL_VECTORS * Width.BLOCK_BYTES;
    int columns = PANEL_VECTORS * Width.LANES;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = floats(arena, PANEL_ROWS * columns);
      MemorySegment y = floats(arena, PANEL_ROWS * columns);
      return untilFast(
          () -> {
            tile.pack(x, 0, row, y, 0, row, PANEL_ROWS, columns, PANEL_VECTORS, 1f);
            tile.pack(x, 0, row, y, 0, row, PANEL_ROWS, columns - 1, PANEL_VECTORS, 1f);
          },
          4L * PANEL_ROWS * (PANEL_VECTORS + Width.LANES));
    }
  }

  /// Warms a kernel over runs of elements.
  ///
  /// @param name tells it from others
  /// @param call runs it on memory of [#STRIP_BYTES], all zeros at first
  /// @param operations vector operations of a call
  /// @return whether it is fast now; always true where there are no vectors
  public static boolean strip(String name, Consumer<MemorySegment> call, long operations) {
    return once(
        name,
        false,
        () -> {
          try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate(STRIP_BYTES, 64);
            return untilFast(() -> call.accept(memory), operations);
          }
        });
  }

  private static MemorySegment channelwiseInput(
      Arena arena, int width, int pixelStride, int columns) {
    return floats(arena, width * pixelStride + columns * Width.LANES);
  }

  /// Warms all passes of a Winograd transform.
  ///
  /// @param transform the transform
  /// @return whether it is fast now; always true for the scalar twin
  public static boolean winograd(WinogradTransform transform) {
    return once(transform.name(), false, () -> warmWinograd(transform));
  }

  private static boolean warmWinograd(WinogradTransform transform) {
    int columns = transform.outputs() * TILES + 2;
    int points = transform.points();
    long row = (long) columns * Width.BLOCK_BYTES;
    long point = (long) TILES * Width.BLOCK_BYTES;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment x = floats(arena, transform.extent() * columns * Width.LANES);
      MemorySegment strip = floats(arena, transform.extent() * columns * Width.LANES);
      MemorySegment v = floats(arena, points * TILES * Width.LANES);
      MemorySegment y = floats(arena, transform.outputs() * columns * Width.LANES);
      long perTile = 4L * points;
      boolean fast =
          untilFast(
              () -> { // every row in its place, and missing: C2 leaves out what it has not seen
                transform.columns(x, 0, row, transform.extent(), x, columns, strip, 0);
                transform.columns(x, 0, row, 0, x, columns, strip, 0);
              },
              columns * 8L * transform.extent());
      fast &= untilFast(() -> transform.tiles(strip, 0, TILES, v, 0, point), TILES * perTile);
      fast &=
          untilFast(
              () -> transform.outputs(v, 0, point, TILES, x, 0, y, 0, row, 0f, INFINITY),
              TILES * perTile);
      return fast;
    }
  }

  /// Warms a method once, whoever asks first; others wait.
  private static boolean once(Object kernel, boolean second, Callable<Boolean> warming) {
    if (!Width.isVector()) {
      return true;
    }
    Method method = new Method(kernel, second);
    FutureTask<Boolean> task = WARM.computeIfAbsent(method, key -> new FutureTask<>(warming));
    task.run(); // does nothing the second time
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          WARM.remove(method, task); // such as memory that ran out: the next one tries again
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException("warm-up of " + kernel + " failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MemorySegment floats(Arena arena, int count) {
    return arena.allocate(4L * count, 64);
  }

  private static boolean untilFast(Runnable call, long operations) {
    long limit = Math.max(200, operations * NANOS_PER_OPERATION) * BATCH;
    long start = System.nanoTime();
    for (int batch = 1; true; batch++) {
      long before = System.nanoTime();
      for (int i = 0; i < BATCH; i++) {
        call.run();
      }
      long now = System.nanoTime();
      if (now - before < limit) {
        return true;
      }
      long passed = now - start;
      if (passed > MOST_NANOS || (batch >= ENOUGH_BATCHES && passed > ENOUGH_NANOS)) {
        return false;
      }
    }
  }
}
