package dev.gatun.kernels.java.tile.scalar;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.ValueLayout;

/// Scratch of the scalar tiles: one array per thread, so that a tile allocates nothing once a
/// thread has run one.
final class Accumulators {
  /// Most vectors of accumulators a tile has: 4 pixels × 4 blocks.
  static final int VECTORS = 16;

  /// One float; without an alignment test.
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[VECTORS * Width.LANES]);

  private Accumulators() {}

  /// This thread's accumulators with the first `count` set to a value.
  ///
  /// @param count how many
  /// @param start initial value
  /// @return at least `count` floats
  static float[] start(int count, float start) {
    float[] sums = SCRATCH.get();
    for (int i = 0; i < count; i++) {
      sums[i] = start;
    }
    return sums;
  }

  /// The clamp of all tiles: a NaN stays.
  ///
  /// @param v value
  /// @param low lower bound
  /// @param high upper bound
  /// @return the clamped value
  static float clamp(float v, float low, float high) {
    float raised = v < low ? low : v;
    return raised > high ? high : raised;
  }
}
