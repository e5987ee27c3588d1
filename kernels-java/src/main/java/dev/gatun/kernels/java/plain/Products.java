package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import java.util.Arrays;

/// Reads matrix products of every form as one [MatrixProduct.Layout].
final class Products {
  private Products() {}

  static PlainKernel gemm(Signature s, Gemm op) {
    Shape a = s.inShape(0);
    Shape b = s.inShape(1);
    Shape y = s.outShape(0);
    long[] bias = s.hasInput(2) ? LoopNest.broadcast(s.inShape(2), y) : new long[2];
    MatrixProduct.Layout layout =
        new MatrixProduct.Layout(
            LoopNest.of(new long[] {1}, new long[1], new long[1]),
            y.dim(0),
            y.dim(1),
            a.dim(op.transA() ? 0 : 1),
            op.transA() ? 1 : a.dim(1),
            op.transA() ? a.dim(1) : 1,
            op.transB() ? 1 : b.dim(1),
            op.transB() ? b.dim(1) : 1,
            bias[0],
            bias[1]);
    return kernel(
        s, new MatrixProduct(layout, op.alpha(), op.beta(), s.hasInput(2), op.activation()));
  }

  static PlainKernel matMul(Signature s, MatMul op) {
    MatrixProduct.Layout layout = layout(s.inShape(0), s.inShape(1), s.hasInput(2));
    return kernel(s, new MatrixProduct(layout, 1f, 1f, s.hasInput(2), op.activation()));
  }

  /// Where the elements of a product in NumPy's sense are: a vector on the left is one row, on the
  /// right one column.
  static MatrixProduct.Layout layout(Shape shapeA, Shape shapeB, boolean hasBias) {
    long[] a = shapeA.toArray();
    long[] b = shapeB.toArray();
    long[] left = a.length == 1 ? new long[] {1, a[0]} : a;
    long[] right = b.length == 1 ? new long[] {b[0], 1} : b;
    long m = left[left.length - 2];
    long k = left[left.length - 1];
    long n = right[right.length - 1];
    long[] batchA = Arrays.copyOf(left, left.length - 2);
    long[] batchB = Arrays.copyOf(right, right.length - 2);
    Shape batch = broadcast(batchA, batchB);
    long[] stridesA = scaled(LoopNest.broadcast(Shape.of(batchA), batch), m * k);
    long[] stridesB = scaled(LoopNest.broadcast(Shape.of(batchB), batch), k * n);
    return new MatrixProduct.Layout(
        LoopNest.of(batch.toArray(), stridesA, stridesB), m, n, k, k, 1, n, 1, 0, hasBias ? 1 : 0);
  }

  private static PlainKernel kernel(Signature s, MatrixProduct product) {
    boolean fast = s.in().stream().allMatch(t -> t == null || t.dtype() == DType.FLOAT32);
    return fast ? new F32Product(s, product) : new TypedProduct(s, product);
  }

  /// The batch of a product in NumPy's sense: all but the last two axes, broadcast.
  static Shape batch(Shape a, Shape b) {
    return broadcast(
        Arrays.copyOf(a.toArray(), Math.max(0, a.rank() - 2)),
        Arrays.copyOf(b.toArray(), Math.max(0, b.rank() - 2)));
  }

  private static Shape broadcast(long[] a, long[] b) {
    long[] dims = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= dims.length; i++) {
      long da = i <= a.length ? a[a.length - i] : 1;
      long db = i <= b.length ? b[b.length - i] : 1;
      dims[dims.length - i] = da == 1 ? db : da;
    }
    return Shape.of(dims);
  }

  private static long[] scaled(long[] strides, long factor) {
    return Arrays.stream(strides).map(v -> v * factor).toArray();
  }
}
