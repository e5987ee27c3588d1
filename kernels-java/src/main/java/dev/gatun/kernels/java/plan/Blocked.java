package dev.gatun.kernels.java.plan;

import dev.gatun.Shape;
import dev.gatun.kernels.java.width.Width;

/// The blocked layout of an activation `[N, C, D, H, W]` (missing spatial axes count 1):
/// `[N][⌈C/lanes⌉][D][H][W][lanes]`, the three spatial axes widened by a [Halo]. All strides are
/// bytes. Lanes beyond C hold anything finite or not: no kernel lets them reach a lane below C.
///
/// @param n images
/// @param c channels
/// @param d depth
/// @param h height
/// @param w width
/// @param halo zero borders
/// @param base offset of image 0, block 0, pixel (0, 0, 0) from the start of its memory
/// @param block stride of a channel block
/// @param image stride of an image; larger than the blocks where the value is a part of a
///   concatenation
record Blocked(int n, int c, int d, int h, int w, Halo halo, long base, long block, long image) {

  /// The layout of a value that owns its memory.
  ///
  /// @param shape `[N, C, spatial…]` with 1 to 3 spatial axes
  /// @param halo zero borders
  static Blocked of(Shape shape, Halo halo) {
    int rank = shape.rank();
    int d = rank == 5 ? shape.intDim(2) : 1;
    int h = rank >= 4 ? shape.intDim(rank - 2) : 1;
    int w = rank >= 3 ? shape.intDim(rank - 1) : 1;
    int c = shape.intDim(1);
    long row = (long) Width.BLOCK_BYTES * (w + halo.w0() + halo.w1());
    long plane = row * (h + halo.h0() + halo.h1());
    long block = plane * (d + halo.d0() + halo.d1());
    long base = halo.d0() * plane + halo.h0() * row + (long) halo.w0() * Width.BLOCK_BYTES;
    return new Blocked(
        shape.intDim(0), c, d, h, w, halo, base, block, block * Math.ceilDiv(c, Width.LANES));
  }

  /// The part of this layout that holds some of its channels.
  ///
  /// @param firstChannel a multiple of the lane count
  /// @param channels how many
  Blocked channels(int firstChannel, int channels) {
    return new Blocked(
        n, channels, d, h, w, halo, base + firstChannel / Width.LANES * block, block, image);
  }

  /// Stride of a row.
  long row() {
    return (long) Width.BLOCK_BYTES * (w + halo.w0() + halo.w1());
  }

  /// Stride of a plane (one step in depth).
  long plane() {
    return row() * (h + halo.h0() + halo.h1());
  }

  /// Channel blocks.
  int blocks() {
    return Math.ceilDiv(c, Width.LANES);
  }

  /// Memory of a value that owns it.
  long bytes() {
    return image * n;
  }

  /// Offset of a pixel.
  long at(int image, int channelBlock, int z, int y, int x) {
    return base
        + image * this.image
        + channelBlock * block
        + z * plane()
        + y * row()
        + (long) x * Width.BLOCK_BYTES;
  }

  /// Whether the pixels of a channel block lie in one run.
  boolean isFlat() {
    return halo.isNone();
  }

  /// Pixels of a channel block.
  long pixels() {
    return (long) d * h * w;
  }

  boolean sameExtents(Blocked o) {
    return n == o.n && c == o.c && d == o.d && h == o.h && w == o.w;
  }
}
