package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.TapTable;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// The matrix products between Winograd's transforms: for every point, all tiles of a block times
/// the weights of a range of panels, by convolution tiles that take Winograd tiles for pixels.
///
/// Order of loops: point → panel → register tile → k.
final class WinogradProduct {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  private final WinogradGrid grid;
  private final WinogradWeights weights;
  private final TapTable taps;
  private final List<Cover> covers = new ArrayList<>();

  /// The register tiles for panels of this many blocks and this many Winograd tiles.
  private record Cover(int blocks, int count, Staged<ConvTile[]> tiles) {}

  /// @param grid blocks of tiles
  /// @param weights transformed weights
  /// @param tiles micro-kernels
  WinogradProduct(WinogradGrid grid, WinogradWeights weights, Tiles tiles) {
    TileTable table =
        new TileTable(
            tiles,
            new ConvTerms(Width.LANES, weights.inC() % ConvTile.ROUND == 0, true),
            weights.inC());
    this.grid = grid;
    this.weights = weights;
    int[] pairs = new int[2 * grid.inBlocks()];
    for (int c = 0; c < grid.inBlocks(); c++) {
      pairs[2 * c] = Math.toIntExact(c * grid.blockStride());
      pairs[2 * c + 1] = Math.min(Width.LANES, weights.inC() - c * Width.LANES);
    }
    taps = TapTable.of(pairs);
    int lastRows = grid.tileRows() - (grid.rowBlocks() - 1) * grid.blockRows();
    int lastColumns = grid.tileColumns() - (grid.columnBlocks() - 1) * grid.blockColumns();
    for (int panel : new int[] {0, weights.panels() - 1}) {
      int blocks = weights.blocks(panel);
      for (int rows : new int[] {grid.blockRows(), lastRows}) {
        for (int columns : new int[] {grid.blockColumns(), lastColumns}) {
          Cover cover = new Cover(blocks, rows * columns, table.cover(blocks, rows * columns));
          if (!covers.contains(cover)) {
            covers.add(cover);
          }
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
    ConvTile tile = cover(weights.blocks(0), grid.blockTiles()).best()[0];
    return tile.pixels() + "x" + tile.blocks();
  }

  /// All register tiles in use.
  List<Staged<ConvTile[]>> covers() {
    return covers.stream().map(Cover::tiles).toList();
  }

  private Staged<ConvTile[]> cover(int blocks, int count) {
    for (int i = 0; i < covers.size(); i++) {
      Cover cover = covers.get(i);
      if (cover.blocks == blocks && cover.count == count) {
        return cover.tiles;
      }
    }
    throw new IllegalStateException("no cover of " + count + " tiles, " + blocks + " blocks");
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
  /// @param n weights that are read after these
  /// @param nOffset byte offset of the first of them
  /// @param nBytes how many are worth reading ahead
  void run(
      MemorySegment scratch,
      long v,
      long m,
      int count,
      MemorySegment w,
      long wOffset,
      int from,
      int to,
      MemorySegment n,
      long nOffset,
      long nBytes) {
    for (int k = 0; k < grid.points(); k++) {
      long y = m + k * grid.mPoint();
      for (int panel = from; panel < to; panel++) {
        int blocks = weights.blocks(panel);
        long weight = wOffset + k * weights.pointBytes() + weights.panelOffset(panel);
        long x = v + k * grid.vPoint();
        if (panel + 1 < to) {
          long next = wOffset + k * weights.pointBytes() + weights.panelOffset(panel + 1);
          runPanel(scratch, x, y, count, w, weight, blocks, w, next, weights.panelBytes(panel + 1));
        } else if (k + 1 < grid.points()) {
          long next = wOffset + (k + 1) * weights.pointBytes() + weights.panelOffset(from);
          runPanel(scratch, x, y, count, w, weight, blocks, w, next, weights.panelBytes(from));
        } else {
          runPanel(scratch, x, y, count, w, weight, blocks, n, nOffset, nBytes);
        }
        y += blocks * grid.blockStride();
      }
    }
  }

  /// One point and panel.
  private void runPanel(
      MemorySegment scratch,
      long x,
      long y,
      int count,
      MemorySegment w,
      long wOffset,
      int blocks,
      MemorySegment n,
      long nOffset,
      long nBytes) {
    ConvTile[] cover = cover(blocks, count).now();
    int rounds = weights.inC() / ConvTile.ROUND;
    long stride = ReadAhead.stride(nBytes, (long) cover.length * rounds);
    boolean enough = nBytes >= ConvTile.TOUCHED;
    MemorySegment next = enough ? n : Zeros.VECTORS;
    long ahead = enough ? nOffset : 0;
    long at = 0;
    for (ConvTile tile : cover) {
      tile.run(
          scratch,
          x + at,
          taps,
          w,
          wOffset,
          Zeros.VECTORS,
          0,
          Width.BLOCK_BYTES,
          0,
          Zeros.VECTORS,
          0,
          scratch,
          y + at,
          Width.BLOCK_BYTES,
          grid.blockStride(),
          -INFINITY,
          INFINITY,
          next,
          ahead,
          stride);
      at += (long) tile.pixels() * Width.BLOCK_BYTES;
      ahead += rounds * stride;
    }
  }
}
