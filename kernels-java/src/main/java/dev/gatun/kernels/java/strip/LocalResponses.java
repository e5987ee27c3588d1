package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;

/// Local response normalisation across channels (Krizhevsky et al. 2012) of pixels on the blocked
/// layout, in two passes over a run of pixels that stays in the L1 cache:
///
/// ```
/// square      s[p][c] = x[c]²
/// normalize   y[c]    = x[c] / (bias + factor·Σ s[p][c − before + j])^¾      0 ≤ j < window
///
/// s: per pixel   | zeros | block 0 | block 1 | … | zeros = next pixel's |
///                        ◂─── all channels of a pixel side by side ───▸
/// ```
///
/// A window reaches into neighbouring channel blocks, which lie a whole plane apart in x but side
/// by side in s: each term of the sum is one load, whatever the vector width and the window. The
/// exponent is the one that networks use, since d^¾ = √d·√√d needs no logarithm: results are within
/// 5 units in the last place of the formula in double for windows of up to 16 channels.
///
/// Offsets are bytes. Vector and scalar twins give the same bits.
public interface LocalResponses {
  /// The exponent of the denominator.
  float BETA = 0.75f;

  /// Writes the squares of one channel block.
  ///
  /// @param x pixels of a channel block, side by side
  /// @param xOffset the first one
  /// @param pixels how many, ≥ 1
  /// @param s squares
  /// @param sOffset this block of the first pixel
  /// @param sPixel bytes from pixel to pixel
  void square(
      MemorySegment x, long xOffset, int pixels, MemorySegment s, long sOffset, long sPixel);

  /// Normalises one channel block.
  ///
  /// @param x pixels of a channel block, side by side
  /// @param xOffset the first one
  /// @param s squares of all channels, zeros around them
  /// @param sOffset the first square in the window of the first pixel's first lane
  /// @param sPixel bytes from pixel to pixel
  /// @param window squares in a sum, ≥ 1, added in order
  /// @param factor of the sum
  /// @param bias added to it
  /// @param y results, laid out as x
  /// @param yOffset the first one
  /// @param pixels how many, ≥ 1
  void normalize(
      MemorySegment x,
      long xOffset,
      MemorySegment s,
      long sOffset,
      long sPixel,
      int window,
      float factor,
      float bias,
      MemorySegment y,
      long yOffset,
      int pixels);

  /// The kernel for this machine: vectors where [Width] has chosen some, else its scalar twin.
  ///
  /// @return the one instance
  static LocalResponses best() {
    return Width.isVector() ? VectorLocalResponses.INSTANCE : ScalarLocalResponses.INSTANCE;
  }
}
