package dev.gatun.conformance.reference;

import dev.gatun.Tensor;

/// Determinants by elimination; the pivot is the largest element that is left, wherever it stands.
final class Determinants {
  private Determinants() {}

  static void run(Operands o) {
    Tensor x = o.in(0);
    int rows = x.shape().intDim(-1);
    for (long i = 0; i < o.out().shape().size(); i++) {
      double[][] matrix = new double[rows][rows];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < rows; c++) {
          matrix[r][c] = x.getDouble((i * rows + r) * rows + c);
        }
      }
      o.out().setDouble(i, determinant(matrix));
    }
  }

  private static double determinant(double[][] matrix) {
    double product = 1;
    for (int step = 0; step < matrix.length; step++) {
      int row = step;
      int column = step;
      for (int r = step; r < matrix.length; r++) {
        for (int c = step; c < matrix.length; c++) {
          if (Math.abs(matrix[r][c]) > Math.abs(matrix[row][column])) {
            row = r;
            column = c;
          }
        }
      }
      product *= exchange(matrix, step, row, column) * matrix[step][step];
      if (matrix[step][step] == 0) {
        return 0;
      }
      for (int r = step + 1; r < matrix.length; r++) {
        double factor = matrix[r][step] / matrix[step][step];
        for (int c = step; c < matrix.length; c++) {
          matrix[r][c] -= factor * matrix[step][c];
        }
      }
    }
    return product;
  }

  /// Brings an element to the diagonal; each exchange changes the sign.
  private static double exchange(double[][] matrix, int step, int row, int column) {
    double sign = 1;
    if (row != step) {
      double[] moved = matrix[row];
      matrix[row] = matrix[step];
      matrix[step] = moved;
      sign = -sign;
    }
    if (column != step) {
      for (double[] line : matrix) {
        double moved = line[column];
        line[column] = line[step];
        line[step] = moved;
      }
      sign = -sign;
    }
    return sign;
  }
}
