package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.WinogradTransform;
import dev.gatun.kernels.java.width.Width;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Transformed weights of a 3 × 3 convolution, `U = G w Gᵀ` computed in double:
/// `[point][panel][input channel][panel's blocks][lanes]`, read strictly in sequence.
///
/// @param outputs m of F(m × m, 3 × 3)
/// @param inC input channels
/// @param outC output channels
/// @param panelBlocks output blocks of a panel; the last one may have fewer
record WinogradWeights(int outputs, int inC, int outC, int panelBlocks) {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final int TAPS = 9;

  int outBlocks() {
    return Math.ceilDiv(outC, Width.LANES);
  }

  int panels() {
    return Math.ceilDiv(outBlocks(), panelBlocks);
  }

  /// Blocks of a panel.
  int blocks(int panel) {
    return Math.min(panelBlocks, outBlocks() - panel * panelBlocks);
  }

  /// Bytes from a point's first weight to a panel's.
  long panelOffset(int panel) {
    return (long) panel * panelBlocks * inC * Width.BLOCK_BYTES;
  }

  /// Bytes of a panel's weights of a point.
  long panelBytes(int panel) {
    return (long) blocks(panel) * inC * Width.BLOCK_BYTES;
  }

  /// Bytes between points.
  long pointBytes() {
    return (long) outBlocks() * inC * Width.BLOCK_BYTES;
  }

  long bytes() {
    int extent = outputs + 2;
    return (long) extent * extent * pointBytes();
  }

  /// Transforms weights.
  ///
  /// @param source `[outC][inC][3][3]`
  /// @param target the packed weights
  void pack(MemorySegment source, MemorySegment target) {
    int width = panelBlocks * Width.LANES;
    double[][] weights = new double[TAPS][width];
    for (int panel = 0; panel < panels(); panel++) {
      int lanes = blocks(panel) * Width.LANES;
      int first = panel * width;
      long to = panelOffset(panel);
      for (int in = 0; in < inC; in++, to += 4L * lanes) {
        for (int lane = 0; lane < lanes; lane++) {
          long from = ((long) (first + lane) * inC + in) * TAPS;
          for (int tap = 0; tap < TAPS; tap++) {
            weights[tap][lane] = first + lane < outC ? source.get(F32, 4 * (from + tap)) : 0;
          }
        }
        transform(weights, lanes, target, to);
      }
    }
  }

  /// The points of one input channel and all lanes of a panel.
  private void transform(double[][] weights, int lanes, MemorySegment target, long offset) {
    double[][] g = WinogradTransform.weightMatrix(outputs);
    double[] left = new double[lanes];
    double[] middle = new double[lanes];
    double[] right = new double[lanes];
    double[] sums = new double[lanes];
    long to = offset;
    for (double[] row : g) {
      combine(weights[0], weights[3], weights[6], row, left);
      combine(weights[1], weights[4], weights[7], row, middle);
      combine(weights[2], weights[5], weights[8], row, right);
      for (double[] column : g) {
        combine(left, middle, right, column, sums);
        for (int lane = 0; lane < lanes; lane++) {
          target.set(F32, to + 4L * lane, (float) sums[lane]);
        }
        to += pointBytes();
      }
    }
  }

  /// The loop C2 turns into SIMD.
  private static void combine(double[] a, double[] b, double[] c, double[] factors, double[] sums) {
    double p = factors[0];
    double q = factors[1];
    double r = factors[2];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = p * a[i] + q * b[i] + r * c[i];
    }
  }
}
