package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// A register tile of a convolution or matrix product: `pixels` × `blocks` vectors of accumulators.
///
/// For pixel i and output block j, all lanes l:
///
///     y[i][j][l] = clamp((s[i][j][l] + Σₖ x[i][k]·w[k][j][l]) + bias[j][l], low, high)
///
/// k runs over the tap table in order: tap t names a displacement and a count of consecutive input channels. So one kernel
/// serves pointwise and general convolutions of any rank, kernel and dilation, the phases of transposed convolutions, planar
/// first layers and matrix products; what differs is the table.
///
///     x   pixel i of tap t, channel c:  xOffset + taps[2t] + 4c + i·pixelStride·4     bytes
///     w   [k][blocks][lanes], read strictly in sequence
///     s   pixel i, block j:             sOffset + i·sPixel + j·sBlock                 bytes
///     y   pixel i, block j:             yOffset + i·yPixel + j·yBlock                 bytes
///     b   block j:                      bOffset + 4·lanes·j                           bytes
///
/// Each sum starts from s and adds its products in k order with fused multiply-adds, then bias. s is a zero vector (strides
/// 0), or what an earlier call over the first taps left in y: so K can be cut into pieces whose weights stay in the L1
/// cache, and the bits are those of one call. The result of an output does not depend on the tile it fell into, nor on the
/// vector width.
///
/// All memory is native. A tile checks ranges once per operand and tap ([Raw]); one outside its segment throws
/// [IndexOutOfBoundsException].
public abstract class ConvTile {
  private final int pixels;
  private final int blocks;
  private final int pixelStride;
  private final boolean evenOnly;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of the tile
  /// @param blocks output channel blocks of the tile
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  /// @param evenOnly whether it takes two k at a time, so that every tap must have an even count
  protected ConvTile(int pixels, int blocks, int pixelStride, boolean evenOnly) {
    this.pixels = pixels;
    this.blocks = blocks;
    this.pixelStride = pixelStride;
    this.evenOnly = evenOnly;
  }

  /// {@return output pixels of the tile}
  public final int pixels() {
    return pixels;
  }

  /// {@return output channel blocks of the tile}
  public final int blocks() {
    return blocks;
  }

  /// {@return floats between the inputs of neighbouring output pixels}
  public final int pixelStride() {
    return pixelStride;
  }

  /// {@return whether every tap must have an even count}
  public final boolean isEvenOnly() {
    return evenOnly;
  }

  /// The tile with bias and clamp; see the class comment for the layout.
  ///
  /// @param x input
  /// @param xOffset byte offset of pixel 0 with displacement 0
  /// @param taps pairs: byte displacement, channel count ≥ 1 (even where [#isEvenOnly] says so)
  /// @param firstTap first pair to use
  /// @param tapCount pairs to use
  /// @param w packed weights
  /// @param wOffset byte offset of the first tap's weights
  /// @param s what sums start from
  /// @param sOffset byte offset of pixel 0, block 0
  /// @param sPixel bytes between pixels, ≥ 0
  /// @param sBlock bytes between blocks, ≥ 0
  /// @param b bias
  /// @param bOffset byte offset of block 0's bias
  /// @param y output
  /// @param yOffset byte offset of pixel 0, block 0
  /// @param yPixel bytes between pixels, ≥ 0
  /// @param yBlock bytes between blocks, ≥ 0
  /// @param low lower clamp, −∞ for none
  /// @param high upper clamp, +∞ for none
  public abstract void run(
      MemorySegment x,
      long xOffset,
      int[] taps,
      int firstTap,
      int tapCount,
      MemorySegment w,
      long wOffset,
      MemorySegment s,
      long sOffset,
      long sPixel,
      long sBlock,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yPixel,
      long yBlock,
      float low,
      float high);

  /// {@return such as `F32Conv14x2v`}
  public final String name() {
    return "F32Conv" + pixels + "x" + blocks + "v" + "s" + pixelStride;
  }
}
