package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import java.util.Arrays;

/// Products of matrices and of batches of matrices.
final class MatrixProducts {
  private MatrixProducts() {}

  /// `y[i, j] = alpha·Σ a[i, k]·b[k, j] + beta·c[i, j]`.
  static Dots sums(Gemm op, Operands o) {
    Tensor a = o.in(0);
    Tensor b = o.in(1);
    Tensor c = o.optional(2);
    Shape ys = o.out().shape();
    int m = a.shape().intDim(op.transA() ? 1 : 0);
    int depth = a.shape().intDim(op.transA() ? 0 : 1);
    int n = b.shape().intDim(op.transB() ? 0 : 1);
    double[] lefts = a.toDoubles();
    double[] rights = b.toDoubles();
    double[] values = new double[m * n];
    double[] magnitudes = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int at = i * n + j;
        for (int k = 0; k < depth; k++) {
          double left = lefts[op.transA() ? k * m + i : i * depth + k];
          double right = rights[op.transB() ? j * depth + k : k * n + j];
          values[at] += op.alpha() * left * right;
          magnitudes[at] += Math.abs(op.alpha() * left * right);
        }
        if (c != null) {
          double added = op.beta() * c.getDouble(Indices.broadcast(c.shape(), Indices.of(ys, at)));
          values[at] += added;
          magnitudes[at] += Math.abs(added);
        }
      }
    }
    // alpha and beta cost one more rounding each
    return new Dots(values, magnitudes, depth + (c == null ? 1 : 3), op.activation());
  }

  /// `y[…, i, j] = Σ a[…, i, k]·b[…, k, j] + bias[j]`; a vector on the left is a row, on the right
  /// a column.
  static Dots sums(MatMul op, Operands o) {
    Tensor bias = o.optional(2);
    Batches batches = Batches.of(o.in(0).shape(), o.in(1).shape());
    double[] left = o.in(0).toDoubles();
    double[] right = o.in(1).toDoubles();
    double[] values = new double[Math.toIntExact(o.out().shape().size())];
    double[] magnitudes = new double[values.length];
    for (int at = 0; at < values.length; at++) {
      int firstLeft = batches.depth == 0 ? 0 : batches.left(at, 0);
      int firstRight = batches.depth == 0 ? 0 : batches.right(at, 0);
      for (int k = 0; k < batches.depth; k++) {
        double product = left[firstLeft + k] * right[firstRight + k * batches.n];
        values[at] += product;
        magnitudes[at] += Math.abs(product);
      }
      if (bias != null) {
        values[at] += bias.getDouble(at % batches.n);
        magnitudes[at] += Math.abs(bias.getDouble(at % batches.n));
      }
    }
    return new Dots(values, magnitudes, batches.depth + (bias == null ? 0 : 1), op.activation());
  }

  /// Stores float results from their sums; integer ones are summed again in long, which wraps where
  /// a type does.
  static void gemm(Gemm op, Operands o) {
    if (o.out().dtype().isFloat()) {
      sums(op, o).store(o.out());
      return;
    }
    Tensor a = o.in(0);
    Tensor b = o.in(1);
    Tensor c = o.optional(2);
    Shape ys = o.out().shape();
    long depth = a.shape().dim(op.transA() ? 0 : 1);
    long alpha = (long) op.alpha();
    long beta = (long) op.beta();
    for (long i = 0; i < ys.dim(0); i++) {
      for (long j = 0; j < ys.dim(1); j++) {
        long at = i * ys.dim(1) + j;
        long sum = 0;
        for (long k = 0; k < depth; k++) {
          sum +=
              a.getLong(op.transA() ? k * ys.dim(0) + i : i * depth + k)
                  * b.getLong(op.transB() ? j * depth + k : k * ys.dim(1) + j);
        }
        long added = c == null ? 0 : c.getLong(Indices.broadcast(c.shape(), Indices.of(ys, at)));
        o.out().setLong(at, alpha * sum + beta * added);
      }
    }
  }

  /// As [#gemm] does; the elements of a batch of integer matrices are found one by one.
  static void matMul(MatMul op, Operands o) {
    if (o.out().dtype().isFloat()) {
      sums(op, o).store(o.out());
      return;
    }
    Batches batches = Batches.of(o.in(0).shape(), o.in(1).shape());
    for (int at = 0; at < o.out().shape().size(); at++) {
      long sum = o.optional(2) == null ? 0 : o.in(2).getLong(at % batches.n);
      for (int k = 0; k < batches.depth; k++) {
        sum += o.in(0).getLong(batches.left(at, k)) * o.in(1).getLong(batches.right(at, k));
      }
      o.out().setLong(at, sum);
    }
  }

  /// Which elements meet in a batched product.
  private record Batches(Shape batchA, Shape batchB, Shape batchY, int m, int depth, int n) {
    static Batches of(Shape a, Shape b) {
      Shape as = a.rank() == 1 ? Shape.of(1, a.dim(0)) : a;
      Shape bs = b.rank() == 1 ? Shape.of(b.dim(0), 1) : b;
      Shape batchA = Shape.of(Arrays.copyOf(as.toArray(), as.rank() - 2));
      Shape batchB = Shape.of(Arrays.copyOf(bs.toArray(), bs.rank() - 2));
      return new Batches(
          batchA, batchB, broadcast(batchA, batchB), as.intDim(-2), as.intDim(-1), bs.intDim(-1));
    }

    /// The place of the k-th left factor of result `at`.
    int left(int at, int k) {
      long batch = Indices.broadcast(batchA, Indices.of(batchY, at / (m * n)));
      return Math.toIntExact((batch * m + at / n % m) * depth + k);
    }

    /// The place of the k-th right factor of result `at`.
    int right(int at, int k) {
      long batch = Indices.broadcast(batchB, Indices.of(batchY, at / (m * n)));
      return Math.toIntExact((batch * depth + k) * n + at % n);
    }

    private static Shape broadcast(Shape a, Shape b) {
      int rank = Math.max(a.rank(), b.rank());
      long[] dims = new long[rank];
      for (int axis = 0; axis < rank; axis++) {
        int inA = axis - rank + a.rank();
        int inB = axis - rank + b.rank();
        long da = inA < 0 ? 1 : a.dim(inA);
        long db = inB < 0 ? 1 : b.dim(inB);
        dims[axis] = da == 1 ? db : da;
      }
      return Shape.of(dims);
    }
  }
}
