package dev.gatun.kernels.java.plan;

import java.util.List;
import java.util.function.ToIntFunction;

/// Chooses one tile for rows that it covers with tiles of its own size, the last one moved back to
/// the row's end.
final class RowTile {
  /// What a tile costs beside its pixels, in pixels: its sums wait for each other, and for the
  /// epilogue (a 3 × 3 kernel on 14 or 7 pixels at once: 100 and 78 GFLOP/s).
  private static final int TILE = 5;

  private RowTile() {}

  /// The cheapest tile.
  ///
  /// @param tiles what there is; one of them has one pixel
  /// @param pixels pixels of a tile, the least width it takes
  /// @param width pixels of a row
  /// @return one of the tiles
  static <T> T choose(List<T> tiles, ToIntFunction<T> pixels, int width) {
    T best = tiles.getLast();
    int least = Integer.MAX_VALUE;
    for (T tile : tiles) {
      int p = pixels.applyAsInt(tile);
      int cost = Math.ceilDiv(width, p) * (p + TILE);
      if (p <= width && cost < least) {
        best = tile;
        least = cost;
      }
    }
    return best;
  }
}
