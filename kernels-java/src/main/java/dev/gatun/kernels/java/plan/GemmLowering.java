package dev.gatun.kernels.java.plan;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.ConvTerms;
import dev.gatun.kernels.java.tile.ConvTile;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.op.Gemm;
import dev.gatun.op.MatMul;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Matrix products of float32 on convolution tiles: rows of A are pixels, columns of B are output
/// channels. Tiles read A where it stands, unless it is stored by columns. Packed by columns, as
/// the blocked layout is, rows whose number is a power of two would meet in a few sets of the
/// caches (1024 × 1024 × 1024: 64 against 126 GFLOP/s).
final class GemmLowering {
  /// Columns of A behind one entry of the tap table, at which a run of weights may end; a multiple
  /// of [ConvTile#ROUND].
  private static final int TAP = 128;

  private final Lowering lowering;

  GemmLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// The product seen as batches of y[m][n] = Σₖ a[m][k]·b[k][n].
  ///
  /// @param batches independent products
  /// @param m rows of y
  /// @param n columns of y
  /// @param k products per element
  /// @param aColumn elements between columns of A
  /// @param aBatch elements between batches of A
  /// @param bRow elements between rows of B
  /// @param bColumn elements between columns of B
  /// @param bBatch elements between batches of B, 0 where all share one
  /// @param alpha factor
  private record Product(
      int batches,
      int m,
      int n,
      int k,
      long aColumn,
      long aBatch,
      long bRow,
      long bColumn,
      long bBatch,
      float alpha) {}

  boolean handles(Node node, Gemm gemm) {
    if (!isFloat(node)
        || lowering.shape(node.input(0)).size() == 0
        || lowering.shape(node.input(1)).size() == 0) {
      return false;
    }
    return !node.hasInput(2)
        || isRowVector(lowering.shape(node.input(2)), lowering.shape(node.output()).dim(1));
  }

  boolean handles(Node node) {
    return isFloat(node) && product(node) != null;
  }

  private boolean isFloat(Node node) {
    return lowering.type(node.output()).dtype() == DType.FLOAT32;
  }

  private static boolean isRowVector(Shape c, long columns) {
    return c.size() == 1 || (c.size() == columns && c.dim(-1) == columns);
  }

  void lower(Node node, Gemm gemm) {
    Shape a = lowering.shape(node.input(0));
    Shape b = lowering.shape(node.input(1));
    Shape y = lowering.shape(node.output());
    int k = a.intDim(gemm.transA() ? 0 : 1);
    Product product =
        new Product(
            1,
            y.intDim(0),
            y.intDim(1),
            k,
            gemm.transA() ? a.dim(1) : 1,
            0,
            gemm.transB() ? 1 : b.dim(1),
            gemm.transB() ? b.dim(1) : 1,
            0,
            gemm.alpha());
    lower(node, product, bias(node, gemm.beta(), y.intDim(1)), gemm.activation());
  }

  void lower(Node node, MatMul matMul) {
    Product product = product(node);
    if (product == null) {
      throw new IllegalStateException("node '" + node.label() + "' was taken for a tiled product");
    }
    lower(node, product, bias(node, 1, product.n), matMul.activation());
  }

  private Place bias(Node node, float beta, int n) {
    if (!node.hasInput(2)) {
      return lowering.paddedVector(null, n, 1);
    }
    String c = node.input(2);
    return lowering.paddedVector(c, n, beta);
  }

  /// NumPy's matmul as batches, or null where the tiles do not serve it.
  private @Nullable Product product(Node node) {
    Shape a = lowering.shape(node.input(0));
    Shape b = lowering.shape(node.input(1));
    if (a.size() == 0 || b.size() == 0 || a.rank() == 0 || b.rank() == 0) {
      return null;
    }
    int k = a.intDim(-1);
    int m = a.rank() == 1 ? 1 : a.intDim(-2);
    int n = b.rank() == 1 ? 1 : b.intDim(-1);
    long aBatches = a.rank() <= 2 ? 1 : a.size(0, a.rank() - 2);
    long bBatches = b.rank() <= 2 ? 1 : b.size(0, b.rank() - 2);
    if (bBatches == 1) { // all rows of A meet one B
      return new Product(1, Math.toIntExact(aBatches * m), n, k, 1, 0, n, 1, 0, 1);
    }
    boolean sameBatches =
        a.rank() == b.rank()
            && Shape.of(Arrays.copyOf(a.toArray(), a.rank() - 2))
                .equals(Shape.of(Arrays.copyOf(b.toArray(), b.rank() - 2)));
    if (!sameBatches && aBatches != 1) {
      return null;
    }
    long aBatch = aBatches == 1 ? 0 : (long) m * k;
    return new Product(Math.toIntExact(bBatches), m, n, k, 1, aBatch, n, 1, (long) k * n, 1);
  }

  private void lower(Node node, Product p, Place bias, Activation activation) {
    Place a = p.aColumn == 1 ? lowering.source(node.input(0)) : turned(node, p);
    List<Tap> taps = new ArrayList<>();
    for (int first = 0; first < p.k; first += TAP) {
      taps.add(new Tap(Float.BYTES * first, Math.min(TAP, p.k - first), first, 0, 0, 0, false));
    }
    TileTable tiles =
        new TileTable(lowering.tiles(), new ConvTerms(p.k, p.k % ConvTile.ROUND == 0, false), p.k);
    boolean clamp = ConvStep.isClamp(activation);
    Place own = clamp ? lowering.outputTarget(node.output()) : null;
    boolean copiesA = a.buffer().isCallers();
    boolean copiesC = own != null || p.n % Width.LANES != 0;
    ProductExtents extents = new ProductExtents(p.batches, p.m, p.n, p.k, copiesA, copiesC);
    List<WeightPanel> panels = panels(p, taps, tiles);
    Place weights = weights(node, p, panels);
    WeightPanel last = panels.getLast();
    ConvPhase phase =
        new ConvPhase(0, 0, new Spatial(1, 1, p.m), panels, tiles, extents.bandRows());
    long scratch = lowering.threads() * extents.scratchBytes(phase.segmentPixels);
    Place c = own != null ? own : lowering.plainTarget(node.output());
    lowering.add(
        new ProductStep(
            lowering.report(node, phase.panels[0].tile().name() + " gemm"),
            new ProductStep.Operands(
                a,
                4 * p.aBatch,
                c,
                weights,
                p.bBatch == 0 ? 0 : last.offset() + last.bytes(),
                bias,
                Place.of(lowering.allocate(scratch))),
            extents,
            phase,
            lowering.threads(),
            clamp ? activation : Activation.NONE));
    if (!clamp) {
      PlanReport.StepReport report =
          lowering.aside(node, "strip " + activation.kind(), 2 * lowering.bytes(node.output()));
      lowering.add(
          new ActivateStep(report, activation, c, (long) p.m * p.n * p.batches, lowering.strips()));
    }
  }

  /// A matrix that is stored by columns, as rows; never one of a batch.
  private Place turned(Node node, Product p) {
    Place turned = Place.of(lowering.allocate(4L * p.m * p.k));
    lowering.add(
        new TurnStep(
            lowering.aside(node, "turnRows", 2 * lowering.bytes(node.input(0))),
            lowering.plain(node.input(0)),
            turned,
            p.m,
            p.k));
    return turned;
  }

  private static List<WeightPanel> panels(Product p, List<Tap> taps, TileTable tiles) {
    List<WeightPanel> panels = new ArrayList<>();
    int block = 0;
    long offset = 0;
    for (int blocks : tiles.panels(Math.ceilDiv(p.n, Width.LANES), p.m)) {
      panels.add(new WeightPanel(block, blocks, taps, offset));
      offset += panels.getLast().bytes();
      block += blocks;
    }
    return panels;
  }

  private Place weights(Node node, Product p, List<WeightPanel> panels) {
    WeightView view =
        new WeightView(p.bColumn, p.bRow, 0, 0, 0, p.n, p.n, Integer.MAX_VALUE, false, p.alpha);
    Tensor constant = lowering.graph().constant(node.input(1));
    if (constant != null && p.bBatch == 0) {
      return Place.of(Buffer.constant(lowering.constants().panels(constant, view, panels)));
    }
    long bytes = panels.getLast().offset() + panels.getLast().bytes();
    int images = p.bBatch == 0 ? 1 : p.batches;
    Place packed = Place.of(lowering.allocate(bytes * images));
    if (view.isRowMajor()) {
      PackPanelsStep.Matrix matrix = new PackPanelsStep.Matrix(p.k, p.n, images, p.alpha);
      Place source = lowering.source(node.input(1));
      long scratch = source.buffer().isCallers() ? lowering.threads() * matrix.scratchBytes() : 0;
      lowering.add(
          new PackPanelsStep(
              lowering.aside(node, "packPanels", 2 * lowering.bytes(node.input(1))),
              source,
              matrix,
              panels,
              packed,
              Place.of(lowering.allocate(scratch)),
              lowering.tiles().panels()));
      return packed;
    }
    lowering.add(
        new PackStep(
            lowering.aside(node, "packWeights", 2 * lowering.bytes(node.input(1))),
            lowering.plain(node.input(1)),
            view,
            panels,
            packed,
            images,
            4 * p.bBatch,
            bytes));
    return packed;
  }
}
