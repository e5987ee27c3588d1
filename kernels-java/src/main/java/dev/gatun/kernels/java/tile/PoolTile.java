package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// A register tile of a pool: `pixels` vectors of accumulators of one channel block.
///
///     max:      y[i][l] = maxₜ x[i][t][l]            NaN wins
///     average:  y[i][l] = (Σₜ x[i][t][l])·scale      taps in order
///
///     x   pixel i of tap t:  xOffset + taps[t] + i·pixelStride·4   bytes
///     y   pixel i:           yOffset + i·4·lanes
public abstract class PoolTile {
  private final int pixels;
  private final int pixelStride;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of the tile
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  protected PoolTile(int pixels, int pixelStride) {
    this.pixels = pixels;
    this.pixelStride = pixelStride;
  }

  /// {@return output pixels of the tile}
  public final int pixels() {
    return pixels;
  }

  /// {@return floats between the inputs of neighbouring output pixels}
  public final int pixelStride() {
    return pixelStride;
  }

  /// The maximum over the taps.
  ///
  /// @param x input
  /// @param xOffset byte offset of pixel 0 with displacement 0
  /// @param taps byte displacements
  /// @param tapCount taps to use, ≥ 1
  /// @param y output
  /// @param yOffset byte offset of pixel 0
  public abstract void max(
      MemorySegment x, long xOffset, int[] taps, int tapCount, MemorySegment y, long yOffset);

  /// The scaled sum over the taps.
  ///
  /// @param x input
  /// @param xOffset byte offset of pixel 0 with displacement 0
  /// @param taps byte displacements
  /// @param tapCount taps to use, ≥ 1
  /// @param y output
  /// @param yOffset byte offset of pixel 0
  /// @param scale factor of the sum
  public abstract void average(
      MemorySegment x,
      long xOffset,
      int[] taps,
      int tapCount,
      MemorySegment y,
      long yOffset,
      float scale);

  /// {@return such as `F32Pool14v`}
  public final String name() {
    return "F32Pool" + pixels + "v" + "s" + pixelStride;
  }
}
