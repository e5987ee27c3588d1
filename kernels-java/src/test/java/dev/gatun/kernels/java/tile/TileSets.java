package dev.gatun.kernels.java.tile;

import dev.gatun.kernels.java.tile.choice.TileChoice;
import dev.gatun.kernels.java.tile.scalar.ScalarTiles;
import dev.gatun.kernels.java.width.Width;
import java.util.ArrayList;
import java.util.List;

/// The tables under test: what this machine runs, and the scalar twin.
final class TileSets {
  /// Block counts that have tiles.
  static final int[] BLOCKS = {1, 2, 3, 4, 8};

  /// Pixel strides: the constant ones and some of no special kind.
  static final int[] STRIDES = {1, 2, 3, 7, Width.LANES, 2 * Width.LANES, 3 * Width.LANES};

  /// Longest row of a kernel that has tiles.
  static final int COLUMNS = 5;

  private TileSets() {}

  /// @return the tables
  static List<Tiles> all() {
    return Width.isVector()
        ? List.of(TileChoice.best(), new ScalarTiles())
        : List.of(TileChoice.best());
  }

  /// @return all convolution tiles of all tables
  static List<ConvTile> conv() {
    List<ConvTile> tiles = new ArrayList<>();
    for (Tiles set : all()) {
      for (int blocks : BLOCKS) {
        for (int stride : STRIDES) {
          for (boolean fourfold : new boolean[] {true, false}) {
            for (boolean dense : new boolean[] {true, false}) {
              tiles.addAll(set.conv(blocks, new ConvTerms(stride, fourfold, dense)));
            }
          }
        }
      }
    }
    return tiles;
  }

  /// @return all depthwise tiles of all tables
  static List<DepthwiseTile> depthwise() {
    List<DepthwiseTile> tiles = new ArrayList<>();
    for (Tiles set : all()) {
      for (int stride : STRIDES) {
        for (int columns = 1; columns <= COLUMNS; columns++) {
          tiles.addAll(set.depthwise(columns, stride));
        }
      }
    }
    return tiles;
  }

  /// @return all pool tiles of all tables
  static List<PoolTile> pool() {
    List<PoolTile> tiles = new ArrayList<>();
    for (Tiles set : all()) {
      for (int stride : STRIDES) {
        for (int columns = 1; columns <= COLUMNS; columns++) {
          tiles.addAll(set.pool(columns, stride));
        }
      }
    }
    return tiles;
  }
}
