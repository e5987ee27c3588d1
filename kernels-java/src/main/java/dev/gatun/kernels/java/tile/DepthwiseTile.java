package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// A register tile of a depthwise convolution: `pixels` vectors of accumulators of one channel block.
///
///     y[i][l] = clamp(bias[l] + Σₜ x[i][t][l]·w[t][l], low, high)      taps in order, fused multiply-adds, sum from 0
///
///     x   pixel i of tap t:  xOffset + taps[t] + i·pixelStride·4   bytes (taps: plain displacements, no counts)
///     w   [tap][lanes]
///     y   pixel i:           yOffset + i·4·lanes
public abstract class DepthwiseTile {
  private final int pixels;
  private final int pixelStride;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of the tile
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  protected DepthwiseTile(int pixels, int pixelStride) {
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

  /// Computes the tile.
  ///
  /// @param x input
  /// @param xOffset byte offset of pixel 0 with displacement 0
  /// @param taps byte displacements
  /// @param tapCount taps to use
  /// @param w weights
  /// @param wOffset byte offset of tap 0
  /// @param b bias
  /// @param bOffset byte offset of the block's bias
  /// @param y output
  /// @param yOffset byte offset of pixel 0
  /// @param low lower clamp, −∞ for none
  /// @param high upper clamp, +∞ for none
  public abstract void run(
      MemorySegment x,
      long xOffset,
      int[] taps,
      int tapCount,
      MemorySegment w,
      long wOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      float low,
      float high);

  /// {@return such as `F32Depthwise14v`}
  public final String name() {
    return "F32Depthwise" + pixels + "v" + "s" + pixelStride;
  }
}
