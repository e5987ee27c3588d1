package dev.gatun.kernels.java.plain;

import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Determinants by Gaussian elimination with partial pivoting, in double, on copies of the matrices
/// in scratch memory.
final class Determinants extends Partitioned {
  private static final ValueLayout.OfDouble F64 = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final long rows;
  private final long matrices;

  Determinants(Signature s) {
    super("plain.Determinant", s.outShape(0).size(), work(s.inShape(0).dim(-1)));
    this.rows = s.inShape(0).dim(-1);
    this.matrices = s.outShape(0).size();
  }

  private static long work(long rows) {
    return (long) Math.min(1e15, (double) rows * rows * rows);
  }

  @Override
  public long scratchBytes() {
    return 8 * matrices * rows * rows;
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor x = at(in, 0);
    for (long i = from; i < to; i++) {
      if (rows == 0) {
        at(out, 0).setDouble(i, 1);
        continue;
      }
      MemorySegment matrix = at(out, 1).data();
      long first = i * rows * rows;
      for (long j = first; j < first + rows * rows; j++) {
        matrix.set(F64, 8 * j, x.getDouble(j));
      }
      at(out, 0).setDouble(i, determinant(matrix, 8 * first));
    }
  }

  /// @param start byte offset of the matrix, which is overwritten
  private double determinant(MemorySegment matrix, long start) {
    long row = 8 * rows;
    double product = 1;
    for (long k = 0; k < rows; k++) {
      long pivotRow = start + pivot(matrix, start, k) * row;
      long kRow = start + k * row;
      double pivot = matrix.get(F64, pivotRow + 8 * k);
      product *= pivotRow == kRow ? pivot : -pivot;
      if (pivot == 0) {
        return product;
      }
      for (long j = k; j < rows && pivotRow != kRow; j++) {
        double moved = matrix.get(F64, pivotRow + 8 * j);
        matrix.set(F64, pivotRow + 8 * j, matrix.get(F64, kRow + 8 * j));
        matrix.set(F64, kRow + 8 * j, moved);
      }
      for (long i = k + 1; i < rows; i++) {
        long iRow = start + i * row;
        double factor = -matrix.get(F64, iRow + 8 * k) / pivot;
        for (long j = k + 1; j < rows; j++) {
          double v = Math.fma(factor, matrix.get(F64, kRow + 8 * j), matrix.get(F64, iRow + 8 * j));
          matrix.set(F64, iRow + 8 * j, v);
        }
      }
    }
    return product;
  }

  /// The row from k on with the largest element in column k.
  private long pivot(MemorySegment matrix, long start, long k) {
    long best = k;
    double most = -1;
    for (long i = k; i < rows; i++) {
      double magnitude = Math.abs(matrix.get(F64, start + 8 * (i * rows + k)));
      if (magnitude > most) {
        most = magnitude;
        best = i;
      }
    }
    return best;
  }
}
