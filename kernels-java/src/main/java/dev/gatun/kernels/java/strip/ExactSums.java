package dev.gatun.kernels.java.strip;

import dev.gatun.kernels.java.width.Width;

/// Sums of products of small integers that are held as floats, exactly.
///
/// ```
/// sums[r][j] = Σ left[t][r] · panel[t][j]      r < 4, j < width, t < terms
///
/// left   [terms][4]       sums [4][width]
/// panel  [terms][width]
/// ```
///
/// A factor is at most 255 in magnitude, so 258 products stay below 2²⁴ and a float holds their sum
/// exactly, in any order and with or without fused multiply-add. After [#EXACT_TERMS] terms floats
/// are converted and added up as ints, wrapping. Float products are twice as fast as those of
/// 32-bit integers on AVX2.
public interface ExactSums {
  /// Rows of results per call.
  int ROWS = 4;

  /// A width is a multiple of this.
  int COLUMNS = 32;

  /// Terms whose sum a float holds.
  int EXACT_TERMS = 256;

  /// Computes the sums.
  ///
  /// @param left factors, `terms × 4`, integers from −255 to 255
  /// @param panel factors, `terms × width`, integers from −255 to 255
  /// @param terms products per sum, 0 or more
  /// @param width a multiple of [#COLUMNS]
  /// @param sums results, `4 × width`, overwritten
  void multiply(float[] left, float[] panel, int terms, int width, int[] sums);

  /// The kernel for this machine: vectors where [Width] has chosen some, else its scalar twin.
  ///
  /// @return the one instance
  static ExactSums best() {
    return Width.isVector() ? VectorExactSums.INSTANCE : ScalarExactSums.INSTANCE;
  }
}
