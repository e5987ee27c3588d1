package dev.gatun.kernels.java.strip;

import java.util.Arrays;

/// The scalar twin: a row of results after the other.
final class ScalarExactSums implements ExactSums {
  static final ScalarExactSums INSTANCE = new ScalarExactSums();

  private ScalarExactSums() {}

  @Override
  public void multiply(float[] left, float[] panel, int terms, int width, int[] sums) {
    Arrays.fill(sums, 0, ROWS * width, 0);
    for (int t = 0; t < terms; t++) {
      for (int r = 0; r < ROWS; r++) {
        float factor = left[t * ROWS + r];
        if (factor != 0) {
          add(factor, panel, t * width, width, sums, r * width);
        }
      }
    }
  }

  private static void add(float factor, float[] panel, int from, int n, int[] sums, int to) {
    for (int j = 0; j < n; j++) {
      sums[to + j] += (int) (factor * panel[from + j]);
    }
  }
}
