package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The convolution tiles on the same terms for sums of the same depth, and what is chosen from
/// them: covers of rows of pixels, and how many output blocks share a weight panel.
final class TileTable {
  /// Block counts of a panel that tiles may have.
  private static final int[] BLOCKS = {8, 4, 3, 2, 1};

  private final Tiles tiles;
  private final ConvTerms terms;
  private final long depth;
  private final Map<Long, Staged<ConvTile[]>> covers = new HashMap<>();

  /// @param depth products per output
  TileTable(Tiles tiles, ConvTerms terms, long depth) {
    this.tiles = tiles;
    this.terms = terms;
    this.depth = depth;
  }

  List<ConvTile> of(int blocks) {
    return tiles.conv(blocks, terms);
  }

  /// The tiles of a row; one pixel a tile as long as better ones are not compiled. All pixel
  /// strides share the tiles of one pixel.
  Staged<ConvTile[]> cover(int blocks, int width) {
    return covers.computeIfAbsent((long) blocks << 32 | width, key -> stages(blocks, width));
  }

  private Staged<ConvTile[]> stages(int blocks, int width) {
    List<ConvTile> row = of(blocks);
    ConvTile[] standIn = new ConvTile[width];
    Arrays.fill(standIn, row.getLast());
    ConvTile[] best =
        TileCover.choose(row, ConvTile::pixels, blocks, width, depth).toArray(new ConvTile[0]);
    return new Staged<>(standIn, best, TileTable::warmUp);
  }

  private static void warmUp(ConvTile[] tiles) {
    for (ConvTile tile : tiles) {
      WarmUp.conv(tile);
    }
  }

  /// Cuts output blocks into panels, so that their covers of a row cost least; large ones first.
  ///
  /// @param total output blocks
  /// @param width pixels of a row
  /// @return blocks of each panel
  List<Integer> panels(int total, int width) {
    double[] cost = new double[total + 1];
    int[] choice = new int[total + 1];
    for (int n = 1; n <= total; n++) {
      cost[n] = Double.MAX_VALUE;
      for (int blocks : BLOCKS) {
        if (blocks > n || of(blocks).isEmpty()) {
          continue;
        }
        double whole = cost[n - blocks] + cycles(blocks, width);
        if (whole < cost[n]) {
          cost[n] = whole;
          choice[n] = blocks;
        }
      }
    }
    List<Integer> panels = new ArrayList<>();
    for (int n = total; n > 0; n -= choice[n]) {
      panels.add(choice[n]);
    }
    panels.sort(Collections.reverseOrder());
    return panels;
  }

  private double cycles(int blocks, int width) {
    double sum = 0;
    for (ConvTile tile : cover(blocks, width).best()) {
      sum += TileCover.cycles(tile.pixels(), blocks, depth);
    }
    return sum;
  }
}
