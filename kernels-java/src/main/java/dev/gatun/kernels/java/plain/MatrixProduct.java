package dev.gatun.kernels.java.plain;

import dev.gatun.op.Activation;

/// y = activation(alpha·A·B + beta·C), for one or many pairs of matrices.
///
/// @param layout where the elements are
/// @param alpha factor of the product
/// @param beta factor of C
/// @param hasBias whether there is a C, input 2
/// @param activation applied last
record MatrixProduct(
    Layout layout, float alpha, float beta, boolean hasBias, Activation activation) {
  /// Strides in elements; y is dense.
  ///
  /// @param batches operand 0: first element of A, operand 1: first element of B
  /// @param m rows of A and y
  /// @param n columns of B and y
  /// @param k columns of A, rows of B
  /// @param aRow from row to row of A
  /// @param aColumn from column to column of A
  /// @param bRow from row to row of B
  /// @param bColumn from column to column of B
  /// @param cRow from row to row of C, 0 where C repeats
  /// @param cColumn from column to column of C, 0 where C repeats
  record Layout(
      LoopNest batches,
      long m,
      long n,
      long k,
      long aRow,
      long aColumn,
      long bRow,
      long bColumn,
      long cRow,
      long cColumn) {}

  /// @return rows of all results together
  long rows() {
    return layout.batches.count(0) * layout.m;
  }
}
