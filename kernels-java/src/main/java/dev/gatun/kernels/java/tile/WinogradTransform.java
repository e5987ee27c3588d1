package dev.gatun.kernels.java.tile;

import java.lang.foreign.MemorySegment;

/// The transforms of Winograd's minimal convolution F(m × m, 3 × 3) on one channel block: m × m
/// outputs from n × n inputs, n = m + 2, by one product per point instead of 9 m² / n² times as many.
///
///     V = Bᵀ x B       x: n × n inputs        V: n × n points
///     M = Σ over input channels of U ⊙ V, by convolution tiles, a matrix product per point
///     y = Aᵀ M A       M: n × n points        y: m × m outputs
///
/// Algorithm: A. Lavin, S. Gray, *Fast Algorithms for Convolutional Neural Networks* (2015), after
/// Toom and Cook, and S. Winograd. A transform belongs to points p₀ … pₙ₋₂ and ∞: row i of Bᵀ holds
/// the coefficients of Πⱼ≠ᵢ (z − pⱼ), column i of Aᵀ the powers of pᵢ, row i of [#weightMatrix] the powers of
/// pᵢ over Πⱼ≠ᵢ (pᵢ − pⱼ).
///
///     m = 2:  0, ±1, ∞             16 products for 36
///     m = 4:  0, ±√½, ±√2, ∞       36 products for 144
///
/// The points of m = 4 are reciprocal in pairs: errors are a third of those of 0, ±1, ±2, ∞.
///
/// Tiles overlap by two columns, so a row of tiles goes through a strip in the L1 cache: first all
/// its columns (each once, though two tiles use it), then the tiles.
///
///     x       row r, column c:          xOffset + r·xRow + c·4·lanes       bytes
///     strip   column c, point row i:    stripOffset + (c·n + i)·4·lanes
///     v       point k, tile t:          vOffset + k·vPoint + t·4·lanes     k = n·row + column
///     m       point k, tile t:          mOffset + k·mPoint + t·4·lanes
///     y       row r, column c:          yOffset + r·yRow + c·4·lanes
///
/// All lanes are transformed alike. A NaN or ∞ reaches every output of its tile, where a direct
/// convolution leaves alone the outputs whose windows do not hold it.
public abstract class WinogradTransform {
  private static final double[] POINTS_2 = {0, 1, -1};
  private static final double[] POINTS_4 = {
    0, Math.sqrt(0.5), -Math.sqrt(0.5), Math.sqrt(2), -Math.sqrt(2)
  };

  private final int outputs;

  /// Transforms of F(m × m, 3 × 3).
  ///
  /// @param outputs m, 2 or 4
  protected WinogradTransform(int outputs) {
    this.outputs = outputs;
  }

  /// {@return m, the rows and columns of outputs of a tile}
  public final int outputs() {
    return outputs;
  }

  /// {@return n = m + 2, the rows and columns of inputs of a tile}
  public final int extent() {
    return outputs + 2;
  }

  /// {@return n², the number of matrix products}
  public final int points() {
    return extent() * extent();
  }

  /// The matrix G that takes 3 weights to n points: the transformed weights are `U = G w Gᵀ`.
  ///
  /// @param outputs m, 2 or 4
  /// @return n rows of 3
  public static double[][] weightMatrix(int outputs) {
    double[] points = outputs == 2 ? POINTS_2 : POINTS_4;
    double[][] g = new double[points.length + 1][3];
    for (int i = 0; i < points.length; i++) {
      double divisor = 1;
      for (int j = 0; j < points.length; j++) {
        divisor *= j == i ? 1 : points[i] - points[j];
      }
      for (int k = 0; k < 3; k++) {
        g[i][k] = Math.pow(points[i], k) / divisor;
      }
    }
    g[points.length][2] = 1;
    return g;
  }

  /// The first pass: each column of n inputs becomes n points in the strip.
  ///
  /// @param x input
  /// @param xOffset byte offset of row 0, column 0
  /// @param xRow bytes between rows
  /// @param rows input rows there are; missing ones, up to n, count as zero
  /// @param zeros memory of zeros, at least `columns` pixels
  /// @param columns how many
  /// @param strip points
  /// @param stripOffset byte offset of column 0
  public abstract void columns(
      MemorySegment x,
      long xOffset,
      long xRow,
      int rows,
      MemorySegment zeros,
      int columns,
      MemorySegment strip,
      long stripOffset);

  /// The second pass: tile t becomes n × n points, from columns t·m to t·m + n − 1 of the strip.
  ///
  /// @param strip points of all columns
  /// @param stripOffset byte offset of column 0
  /// @param tiles how many
  /// @param v points of tiles
  /// @param vOffset byte offset of point 0, tile 0
  /// @param vPoint bytes between points
  public abstract void tiles(
      MemorySegment strip, long stripOffset, int tiles, MemorySegment v, long vOffset, long vPoint);

  /// The way back: tile t becomes m × m outputs in columns t·m to t·m + m − 1, with bias and clamp.
  ///
  /// @param m summed products
  /// @param mOffset byte offset of point 0, tile 0
  /// @param mPoint bytes between points
  /// @param tiles how many
  /// @param b bias
  /// @param bOffset byte offset of the block's bias
  /// @param y output
  /// @param yOffset byte offset of row 0, column 0
  /// @param yRow bytes between rows
  /// @param low lower clamp, −∞ for none
  /// @param high upper clamp, +∞ for none
  public abstract void outputs(
      MemorySegment m,
      long mOffset,
      long mPoint,
      int tiles,
      MemorySegment b,
      long bOffset,
      MemorySegment y,
      long yOffset,
      long yRow,
      float low,
      float high);

  /// {@return such as `F32Winograd4x4`}
  public final String name() {
    return "F32Winograd" + outputs + "x" + outputs;
  }
}
