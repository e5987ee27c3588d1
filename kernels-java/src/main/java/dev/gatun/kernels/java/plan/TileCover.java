package dev.gatun.kernels.java.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Chooses tiles that cover a row of pixels exactly, by what they cost together.
final class TileCover {
  /// Fused multiply-adds that a core starts per cycle.
  private static final double FMA_PER_CYCLE = 2;

  /// Cycles until a fused multiply-add's result can be used.
  private static final double FMA_LATENCY = 4;

  /// Instructions per cycle while somebody works on the core's other hyperthread.
  private static final double INSTRUCTIONS_PER_CYCLE = 3;

  /// Instructions of a round of the loop that are no loads and no products.
  private static final double LOOP = 2;

  /// Cycles of a call beside its products: checks, the epilogue's constants.
  private static final double CALL = 40;

  /// Cycles to load and store one accumulator.
  private static final double ACCUMULATOR = 2.5;

  private TileCover() {}

  /// The cost of a call in cycles: products, latency or issue, whichever takes longest, and start
  /// and end.
  ///
  /// @param pixels pixels of the tile
  /// @param blocks output blocks of the tile
  /// @param depth products per output
  /// @return cycles
  static double cycles(int pixels, int blocks, long depth) {
    double products = (double) pixels * blocks;
    double round =
        Math.max(
            FMA_LATENCY,
            Math.max(
                products / FMA_PER_CYCLE,
                (products + pixels + blocks + LOOP) / INSTRUCTIONS_PER_CYCLE));
    return (double) depth * round + CALL + ACCUMULATOR * products;
  }

  /// The cheapest cover, largest tiles first.
  ///
  /// @param tiles what there is; one of them has one pixel
  /// @param pixels pixels of a tile
  /// @param blocks output blocks of each tile
  /// @param width pixels to cover
  /// @param depth products per output
  /// @return tiles whose pixels sum up to the width
  static <T> List<T> choose(
      List<T> tiles, ToIntFunction<T> pixels, int blocks, int width, long depth) {
    double[] cost = new double[width + 1];
    int[] choice = new int[width + 1];
    for (int n = 1; n <= width; n++) {
      cost[n] = Double.MAX_VALUE;
      for (int t = 0; t < tiles.size(); t++) {
        int p = pixels.applyAsInt(tiles.get(t));
        if (p <= n) {
          double own = cycles(p, blocks, depth);
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
