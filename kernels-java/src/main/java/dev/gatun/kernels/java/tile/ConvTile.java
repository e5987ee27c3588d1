package dev.gatun.kernels.java.tile;

import dev.gatun.kernels.java.width.Width;
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
///     x   pixel i of tap t, channel c:  xOffset + displacement + 4c + i·pixelStride·4 bytes
///     w   [k][blocks][lanes], read strictly in sequence
///     s   pixel i, block j:             sOffset + i·sPixel + j·sBlock                 bytes
///     y   pixel i, block j:             yOffset + i·yPixel + j·yBlock                 bytes
///     b   block j:                      bOffset + 4·lanes·j                           bytes
///
/// Each sum starts from s and adds its products in k order with fused multiply-adds, then bias. s is zeros, or what an earlier call over the first taps left in y: so K can be cut into pieces whose weights stay in the L1
/// cache, and the bits are those of one call. The result of an output does not depend on the tile it fell into, nor on the
/// vector width.
///
/// Weights stream from far away faster than tiles use them up, and Java has no prefetch. So a tile of
/// [#isFourfold] can read ahead: for every four k it touches two cache lines of what the caller will
/// need next, `nStride` bytes on from round to round. Sequential touches keep the hardware's
/// prefetcher busy while the products hide their latency (Sapphire Rapids, 196 pixels, 100 MB of
/// weights: 150 against 163 GFLOP/s, which is what weights in the cache reach).
///
/// All memory is native. A tile checks the range of each operand once ([Raw]); one outside its segment throws
/// [IndexOutOfBoundsException].
public abstract class ConvTile {
  /// k per round of the loop of a tile that takes four at a time.
  public static final int ROUND = 4;

  /// Bytes that a round touches: two cache lines.
  public static final int TOUCHED = 128;

  private final int pixels;
  private final int blocks;
  private final int pixelStride;
  private final boolean fourfold;
  private final boolean dense;

  /// A tile of this shape.
  ///
  /// @param pixels output pixels of the tile
  /// @param blocks output channel blocks of the tile
  /// @param pixelStride floats between the inputs of neighbouring output pixels
  /// @param fourfold whether it takes four k at a time, so that every tap must have a count that is
  ///   a multiple of four
  /// @param dense whether outputs and starts of neighbouring pixels must lie one block apart
  protected ConvTile(int pixels, int blocks, int pixelStride, boolean fourfold, boolean dense) {
    this.pixels = pixels;
    this.blocks = blocks;
    this.pixelStride = pixelStride;
    this.fourfold = fourfold;
    this.dense = dense;
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

  /// {@return whether every tap must have a count that is a multiple of four}
  public final boolean isFourfold() {
    return fourfold;
  }

  /// {@return whether outputs and starts of neighbouring pixels must lie one block apart}
  public final boolean isDense() {
    return dense;
  }

  /// Refuses pixels that do not lie one block apart; for the tiles that need it.
  ///
  /// @param sPixel bytes between pixels of the start
  /// @param yPixel bytes between pixels of the output
  /// @throws IllegalArgumentException if they differ from a block's bytes
  protected static void requireDense(long sPixel, long yPixel) {
    if (sPixel != Width.BLOCK_BYTES || yPixel != Width.BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "tile: got pixels %d bytes apart in the start, %d in the output, required %d"
              .formatted(sPixel, yPixel, Width.BLOCK_BYTES));
    }
  }

  /// The tile with bias and clamp; see the class comment for the layout.
  ///
  /// @param x input
  /// @param xOffset byte offset of pixel 0 with displacement 0
  /// @param taps displacements and counts, which are multiples of four where [#isFourfold] says so
  /// @param w packed weights
  /// @param wOffset byte offset of the first tap's weights
  /// @param s what sums start from
  /// @param sOffset byte offset of pixel 0, block 0
  /// @param sPixel bytes between pixels, ≥ 0; a block's bytes where [#isDense] says so
  /// @param sBlock bytes between blocks, ≥ 0
  /// @param b bias
  /// @param bOffset byte offset of block 0's bias
  /// @param y output
  /// @param yOffset byte offset of pixel 0, block 0
  /// @param yPixel bytes between pixels, ≥ 0; a block's bytes where [#isDense] says so
  /// @param yBlock bytes between blocks, ≥ 0
  /// @param low lower clamp, −∞ for none
  /// @param high upper clamp, +∞ for none
  /// @param n what is read ahead
  /// @param nOffset byte offset of the first line; [#TOUCHED] bytes and the strides of all rounds
  ///   lie behind it
  /// @param nStride bytes from round to round, 0 to [#TOUCHED]
  /// @return a number without meaning, which keeps the touches from being optimised away
  public abstract int run(
      MemorySegment x,
      long xOffset,
      TapTable taps,
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
      float high,
      MemorySegment n,
      long nOffset,
      long nStride);

  /// {@return such as `F32Conv14x2v`}
  public final String name() {
    return "F32Conv" + pixels + "x" + blocks + "v" + "s" + pixelStride;
  }
}
