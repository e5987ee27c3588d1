package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.ConvTile;
import org.jspecify.annotations.Nullable;

/// The weights that a step reads first, for the step before it to touch in time.
///
/// @param place where they begin
/// @param bytes how many are worth it, at least [ConvTile#TOUCHED]
record ReadAhead(Place place, long bytes) {
  /// A step's first weights; null where they are not constant, or too few.
  static @Nullable ReadAhead of(Place weights) {
    long bytes = weights.buffer().bytes() - weights.offset();
    return weights.buffer().kind() == Buffer.Kind.CONSTANT && bytes >= ConvTile.TOUCHED
        ? new ReadAhead(weights, Math.min(ConvPhase.RUN_BYTES, bytes))
        : null;
  }

  /// Bytes from round to round with which a number of rounds touches as much as two lines a round
  /// can, and nothing behind it.
  ///
  /// @param bytes to touch
  /// @param rounds of all calls together
  static long stride(long bytes, long rounds) {
    return Math.clamp((bytes - ConvTile.TOUCHED) / Math.max(1, rounds), 0, ConvTile.TOUCHED);
  }
}
