package dev.gatun.kernels.java.tile.choice;

import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.scalar.ScalarTiles;
import dev.gatun.kernels.java.tile.vector.VectorTiles;
import dev.gatun.kernels.java.width.Width;

/// Which tiles this machine runs.
public final class TileChoice {
  private static final Tiles BEST = Width.isVector() ? new VectorTiles() : new ScalarTiles();

  private TileChoice() {}

  /// The vector tiles, or the scalar twin where [Width] says so; then no class of the Vector API is
  /// loaded.
  ///
  /// @return the tiles to use
  public static Tiles best() {
    return BEST;
  }
}
