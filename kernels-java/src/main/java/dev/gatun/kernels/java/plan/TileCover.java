package dev.gatun.kernels.java.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Chooses tiles that cover a row of pixels exactly.
final class TileCover {
  /// What a call costs beside its arithmetic, in pixels: loop set-up, first weights, the store.
  private static final double CALL = 0.7;

  /// Pixels below which a tile waits for its own results: a fused multiply-add takes 4 cycles and
  /// two start per cycle.
  private static final int LATENCY_ACCUMULATORS = 8;

  private TileCover() {}

  /// The cheapest cover, largest tiles first.
  ///
  /// @param tiles what there is; one of them has one pixel
  /// @param pixels pixels of a tile
  /// @param blocks output blocks of each tile
  /// @param width pixels to cover
  /// @return tiles whose pixels sum up to the width
  static <T> List<T> choose(List<T> tiles, ToIntFunction<T> pixels, int blocks, int width) {
    double[] cost = new double[width + 1];
    int[] choice = new int[width + 1];
    for (int n = 1; n <= width; n++) {
      cost[n] = Double.MAX_VALUE;
      for (int t = 0; t < tiles.size(); t++) {
        int p = pixels.applyAsInt(tiles.get(t));
        if (p <= n) {
          double own = Math.max(p, (double) LATENCY_ACCUMULATORS / blocks) + CALL;
          if (cost[n - p] + own < cost[n]) {
            cost[n] = cost[n - p] + own;
            choice[n] = t;
          }
        }
      }
    }
    List<T> cover = new ArrayList<>();
    for (int n = width; n > 0; n -= pixels.applyAsInt(tiles.get(choice[n]))) {
      cover.add(tiles.get(choice[n]));
    }
    cover.sort((a, b) -> pixels.applyAsInt(b) - pixels.applyAsInt(a));
    return cover;
  }
}
