package dev.gatun.bench.gemm;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/// The operands of a product, outside the heap, and what is right.
///
/// @param product their sizes
/// @param a `[m, k]`
/// @param b `[k, n]`
/// @param c `[m, n]`, written by whoever is measured
record Matrices(Product product, Tensor a, Tensor b, Tensor c) {
  private static final long SEED = 5;

  /// Multiply-adds that a check may cost.
  private static final long CHECKED = 1L << 25;

  /// Numbers in [−1, 1), the same in every run.
  static Matrices of(Product product, Arena arena) {
    SplittableRandom random = new SplittableRandom(SEED);
    Tensor a = zeros(arena, product.m(), product.k());
    Tensor b = zeros(arena, product.k(), product.n());
    for (Tensor tensor : new Tensor[] {a, b}) {
      long size = tensor.shape().size();
      for (long i = 0; i < size; i++) {
        float value = (random.nextInt() >> 8) * 0x1p-23f;
        tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
      }
    }
    return new Matrices(product, a, b, zeros(arena, product.m(), product.n()));
  }

  private static Tensor zeros(Arena arena, long rows, long columns) {
    return Tensor.allocate(DType.FLOAT32, Shape.of(rows, columns), arena);
  }

  /// How far C is from the product in double precision: the largest difference ÷ the root mean
  /// square of what is right. Of large products some rows are looked at, spread evenly, the first
  /// and the last among them.
  double error() {
    int m = product.m();
    long perRow = (long) product.n() * product.k();
    int rows = (int) Math.min(m, Math.max(2, CHECKED / perRow));
    double worst = 0;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      int row = rows == 1 ? 0 : (int) ((long) i * (m - 1) / (rows - 1));
      double[] right = row(row);
      for (int j = 0; j < right.length; j++) {
        float got = c.data().getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * right.length + j);
        double difference = Math.abs(got - right[j]);
        worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        squares += right[j] * right[j];
      }
    }
    return worst / Math.sqrt(squares / ((double) rows * product.n()));
  }

  private double[] row(int row) {
    int n = product.n();
    int k = product.k();
    double[] sums = new double[n];
    for (int p = 0; p < k; p++) {
      double left = a.data().getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * k + p);
      for (int j = 0; j < n; j++) {
        sums[j] += left * b.data().getAtIndex(ValueLayout.JAVA_FLOAT, (long) p * n + j);
      }
    }
    return sums;
  }

  /// Makes sure that what is found in C afterwards was written.
  void spoil() {
    c.data().fill((byte) -1); // every float NaN
  }
}
