package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.PoolTile;
import java.util.List;

/// Neighbouring output rows of one plane whose windows meet the same rows of the input.
///
/// @param first first row, counted over all planes
/// @param rows how many
/// @param runs what their outputs are made of, from left to right
record PoolBand(int first, int rows, List<Run> runs) {
  /// Outputs of a row that share their taps.
  ///
  /// @param first first output column
  /// @param width how many
  /// @param scale average: 1 / divisor
  /// @param kernel what computes them
  record Run(int first, int width, float scale, Staged<Kernel> kernel) {}

  /// A tile, and the taps as it wants them.
  ///
  /// @param tile the tile
  /// @param taps displacements of the window's rows of taps from the window's first pixel
  record Kernel(PoolTile tile, int[] taps) {
    /// Input vectors of an output.
    int vectors() {
      return taps.length * tile.columns();
    }
  }
}
