package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The matrix products between Winograd's transforms: for every point, all tiles of a block times
/// the weights of a range of panels, by convolution tiles that take Winograd tiles for pixels.
///
/// Order of loops: point → panel → run of input channels → register tile → k.
final class WinogradProduct {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// Weights of a run of input channels, which stay in the L1 cache while register tiles pass.
  private static final int RUN_BYTES = 32 * 1024;

  /// Register tiles per panel from which a run is worth that its sums go through memory.
  private static final int LEAST_REUSE = 2;

  private final WinogradGrid grid;
  private final WinogradWeights weights;
  private final int[] taps;
  private final ConvTile[][][] covers; // [blocks of a panel][tiles of a block]
  private final int[] runTaps; // [blocks of a panel]

  /// @param grid blocks of tiles
  /// @param weights transformed weights
  /// @param tiles micro-kernels
  WinogradProduct(WinogradGrid grid, WinogradWeights weights, Tiles tiles) {
    TileTable table = new TileTable(tiles, Width.LANES, weights.inC() % 2 == 0);
    this.grid = grid;
    this.weights = weights;
    taps = new int[2 * grid.inBlocks()];
    for (int c = 0; c < grid.inBlocks(); c++) {
      taps[2 * c] = Math.toIntExact(c * grid.blockStride());
      taps[2 * c + 1] = Math.min(Width.LANES, weights.inC() - c * Width.LANES);
    }
    runTaps = new int[weights.panelBlocks() + 1];
    for (int blocks = 1; blocks < runTaps.length; blocks++) {
      int tapBytes = Width.LANES * blocks * Width.BLOCK_BYTES;
      int runs = Math.ceilDiv(grid.inBlocks() * tapBytes, RUN_BYTES);
      runTaps[blocks] = Math.ceilDiv(grid.inBlocks(), runs);
    }
    covers = new ConvTile[weights.panelBlocks() + 1][grid.blockTiles() + 1][];
    int lastRows = grid.tileRows() - (grid.rowBlocks() - 1) * grid.blockRows();
    int lastColumns = grid.tileColumns() - (grid.columnBlocks() - 1) * grid.blockColumns();
    for (int panel : new int[] {0, weights.panels() - 1}) {
      int blocks = weights.blocks(panel);
      for (int rows : new int[] {grid.blockRows(), lastRows}) {
        for (int columns : new int[] {grid.blockColumns(), lastColumns}) {
          covers[blocks][rows * columns] = table.cover(blocks, rows * columns);
        }
      }
    }
  }

  int panels() {
    return weights.panels();
  }

  /// The first output block of a panel; the end where there is no such panel.
  int firstBlock(int panel) {
    return Math.min(panel * weights.panelBlocks(), weights.outBlocks());
  }

  /// The register tile of full panels and blocks, such as `14x2`.
  String name() {
    ConvTile tile = covers[weights.blocks(0)][grid.blockTiles()][0];
    return tile.pixels() + "x" + tile.blocks();
  }

  /// All register tiles in use.
  Set<ConvTile> tiles() {
    Set<ConvTile> all = new HashSet<>();
    for (ConvTile[][] row : covers) {
      for (ConvTile[] cover : row) {
        if (cover != null) {
          all.addAll(List.of(cover));
        }
      }
    }
    return all;
  }

  /// Multiplies.
  ///
  /// @param scratch memory of V and M
  /// @param v byte offset of V
  /// @param m byte offset of M
  /// @param count tiles of the block
  /// @param w transformed weights
  /// @param wOffset byte offset of their first point
  /// @param from first panel
  /// @param to panel after the last
  void run(
      MemorySegment scratch,
      long v,
      long m,
      int count,
      MemorySegment w,
      long wOffset,
      int from,
      int to) {
    for (int k = 0; k < grid.points(); k++) {
      long y = m + k * grid.mPoint();
      for (int panel = from; panel < to; panel++) {
        long weight = wOffset + k * weights.pointBytes() + weights.panelOffset(panel);
        runPanel(scratch, v + k * grid.vPoint(), y, count, w, weight, weights.blocks(panel));
        y += weights.blocks(panel) * grid.blockStride();
      }
    }
  }

  /// One point and panel: input channels run by run.
  private void runPanel(
      MemorySegment scratch, long x, long y, int count, MemorySegment w, long wOffset, int blocks) {
    ConvTile[] cover = covers[blocks][count];
    int tapCount = taps.length / 2;
    int most = cover.length < LEAST_REUSE ? tapCount : runTaps[blocks];
    long weight = wOffset;
    for (int tap = 0; tap < tapCount; tap += most) {
      int run = Math.min(most, tapCount - tap);
      boolean first = tap == 0;
      MemorySegment sums = first ? Zeros.VECTORS : scratch;
      long pixel = first ? 0 : Width.BLOCK_BYTES;
      long block = first ? 0 : grid.blockStride();
      long at = 0;
      for (ConvTile tile : cover) {
        tile.run(
            scratch,
            x + at,
            taps,
            tap,
            run,
            w,
            weight,
            sums,
            first ? 0 : y + at,
            pixel,
            block,
            Zeros.VECTORS,
            0,
            scratch,
            y + at,
            Width.BLOCK_BYTES,
            grid.blockStride(),
            -INFINITY,
            INFINITY);
        at += (long) tile.pixels() * Width.BLOCK_BYTES;
      }
      weight += (long) run * Width.LANES * blocks * Width.BLOCK_BYTES;
    }
  }
}
