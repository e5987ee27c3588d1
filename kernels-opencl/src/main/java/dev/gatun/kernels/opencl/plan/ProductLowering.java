package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.op.Activation;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import org.jspecify.annotations.Nullable;

/// Matrix products, as convolutions of one tap whose pixels are the rows of A.
final class ProductLowering implements NodeLowering {
  private final Lowering lowering;

  ProductLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  @Override
  public boolean handles(Node node) {
    return node.op() instanceof Gemm gemm ? handles(node, gemm) : handles(node, (MatMul) node.op());
  }

  private boolean handles(Node node, Gemm gemm) {
    Shape y = lowering.shape(node.output());
    if (gemm.transA() || lowering.shape(node.input(0)).dim(1) == 0) {
      return false;
    }
    if (!node.hasInput(2)) {
      return true;
    }
    Shape c = lowering.shape(node.input(2));
    return gemm.beta() == 1 && (isRow(c, y.dim(1)) || c.equals(y));
  }

  private static boolean isRow(Shape c, long n) {
    return c.rank() > 0 && c.size() == n && c.dim(c.rank() - 1) == n;
  }

  /// Batches of both operands are the same, or one of them has none.
  private boolean handles(Node node, MatMul ignored) {
    Shape a = lowering.shape(node.input(0));
    Shape b = lowering.shape(node.input(1));
    if (a.rank() < 2 || b.rank() < 2 || a.dim(a.rank() - 1) == 0) {
      return false;
    }
    long batchesA = a.size(0, a.rank() - 2);
    long batchesB = b.size(0, b.rank() - 2);
    if (batchesB == 1 || batchesA == 1) {
      return true;
    }
    if (a.rank() != b.rank()) {
      return false;
    }
    for (int i = 0; i < a.rank() - 2; i++) {
      if (a.dim(i) != b.dim(i)) {
        return false;
      }
    }
    return true;
  }

  /// `y[b] = f(A[b] · B[b] + bias + residual)`.
  ///
  /// @param batches products; A's and B's batches are that many or one
  /// @param m rows of A
  /// @param k columns of A
  /// @param n columns of B
  /// @param sharedA whether A has one batch
  /// @param transB whether B is stored transposed
  /// @param alpha factor of the product
  private record Extents(
      int batches, int m, int k, int n, boolean sharedA, boolean transB, float alpha) {}

  @Override
  public void lower(Node node) {
    if (node.op() instanceof Gemm gemm) {
      Shape a = lowering.shape(node.input(0));
      Shape y = lowering.shape(node.output());
      boolean row = node.hasInput(2) && isRow(lowering.shape(node.input(2)), y.dim(1));
      Extents e =
          new Extents(1, a.intDim(0), a.intDim(1), y.intDim(1), false, gemm.transB(), gemm.alpha());
      lower(
          node,
          e,
          row ? node.input(2) : null,
          node.hasInput(2) && !row ? node.input(2) : null,
          gemm.activation());
    } else {
      lowerMatMul(node, (MatMul) node.op());
    }
  }

  private void lowerMatMul(Node node, MatMul op) {
    Shape a = lowering.shape(node.input(0));
    Shape b = lowering.shape(node.input(1));
    int m = a.intDim(a.rank() - 2);
    int k = a.intDim(a.rank() - 1);
    int n = b.intDim(b.rank() - 1);
    int batchesA = Math.toIntExact(a.size(0, a.rank() - 2));
    int batchesB = Math.toIntExact(b.size(0, b.rank() - 2));
    Extents e =
        batchesB == 1
            ? new Extents(1, Math.multiplyExact(batchesA, m), k, n, false, false, 1)
            : new Extents(batchesB, m, k, n, batchesA == 1, false, 1);
    lower(node, e, node.hasInput(2) ? node.input(2) : null, null, op.activation());
  }

  private void lower(
      Node node, Extents e, @Nullable String bias, @Nullable String residual, Activation f) {
    int[] rows = {1, 1, e.m};
    int[] ones = {1, 1, 1};
    Block a = lowering.plain(node.input(0));
    Block added = residual == null ? null : lowering.plain(residual);
    Block out = lowering.plainTarget(node.output());
    ConvLaunch.Side x =
        new ConvLaunch.Side(a, e.k, e.k, 0, e.sharedA ? 0 : Math.multiplyExact(e.m, e.k), rows);
    ConvLaunch.Side y = new ConvLaunch.Side(out, e.n, e.n, 0, Math.multiplyExact(e.m, e.n), rows);
    ConvLaunch.Taps taps = new ConvLaunch.Taps(ones, new int[3], ones, ones, ones, new int[3]);
    ConvLaunch launch =
        new ConvLaunch(lowering, e.batches, x, y, taps, ConvLaunch.Grid.all(1, rows));
    Block packed =
        launch.weights(
            node.input(1),
            "product " + e.transB + e.alpha,
            new ConvLaunch.View(
                ones,
                Math.multiplyExact(e.k, e.n),
                e.transB ? e.k : 1,
                e.transB ? 1 : e.n,
                0,
                e.alpha));
    launch.launch(
        lowering.report(node, launch.name() + " product"),
        packed,
        lowering.vectorOrZeros(bias, e.n),
        0,
        added == null ? null : new ConvLaunch.Side(added, e.n, e.n, 0, 0, rows),
        f);
  }
}
