package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.tile.Tiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The convolution tiles for one pixel stride, and the covers chosen from them.
final class TileTable {
  private final Tiles tiles;
  private final int pixelStride;
  private final boolean evenCounts;
  private final Map<Long, ConvTile[]> covers = new HashMap<>();

  /// @param evenCounts whether all taps will have even counts
  TileTable(Tiles tiles, int pixelStride, boolean evenCounts) {
    this.tiles = tiles;
    this.pixelStride = pixelStride;
    this.evenCounts = evenCounts;
  }

  boolean has(int blocks) {
    return !of(blocks).isEmpty();
  }

  List<ConvTile> of(int blocks) {
    return tiles.conv(blocks, pixelStride, evenCounts);
  }

  ConvTile[] cover(int blocks, int width) {
    return covers.computeIfAbsent(
        (long) blocks << 32 | width,
        key ->
            TileCover.choose(of(blocks), ConvTile::pixels, blocks, width).toArray(new ConvTile[0]));
  }
}
