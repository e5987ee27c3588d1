package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Pool;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Runs pool tiles over the rows of every channel block. Neighbouring rows whose windows meet the
/// input alike form a band, neighbouring outputs of a band whose windows do a run: each run has one
/// tap table and one tile; the border of a padded pool is a few narrow ones.
final class PoolStep extends Step {
  /// Input vectors of a run from which on its tile is warmed up: some 50 µs in the interpreter,
  /// where the borders of a padded pool took longer than all the rest.
  private static final long WARM_UP_VECTORS = 256;

  private final boolean max;
  private final Strided x;
  private final BlockedPlace y;
  private final List<PoolBand> bands;
  private final RowSplit split;

  private PoolStep(
      PlanReport.StepReport report,
      boolean max,
      Strided x,
      BlockedPlace y,
      List<PoolBand> bands,
      RowSplit split) {
    super(report);
    this.max = max;
    this.x = x;
    this.y = y;
    this.bands = bands;
    this.split = split;
  }

  static PoolStep of(Lowering lowering, Node node, Pool pool, BlockedPlace x, BlockedPlace y) {
    Spatial stride = Spatial.of(pool.window().strides(), 1);
    Spatial pad = Spatial.of(pool.window().padsBegin(), 0);
    Strided xs = Strided.of(x, new Spatial(-pad.d(), -pad.h(), -pad.w()), stride);
    List<PoolBand> bands = new PoolBands(pool, x.layout(), y.layout(), lowering.tiles()).build();
    return new PoolStep(
        lowering.report(node, widest(bands).kernel().best().tile().name()),
        pool.kind() == Pool.Kind.MAX,
        xs,
        y,
        bands,
        RowSplit.of(y.layout(), lowering.threads()));
  }

  private static PoolBand.Run widest(List<PoolBand> bands) {
    PoolBand.Run widest = bands.getFirst().runs().getFirst();
    for (PoolBand band : bands) {
      for (PoolBand.Run run : band.runs()) {
        widest = run.width() > widest.width() ? run : widest;
      }
    }
    return widest;
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place());
  }

  @Override
  List<Staged<?>> kernels() {
    List<Staged<?>> kernels = new ArrayList<>();
    for (PoolBand band : bands) {
      for (PoolBand.Run run : band.runs()) {
        long outputs = (long) split.images() * split.blocks() * band.rows() * run.width();
        if (outputs * run.kernel().best().vectors() >= WARM_UP_VECTORS) {
          kernels.add(run.kernel());
        }
      }
    }
    return kernels;
  }

  @Override
  int tasks() {
    return split.tasks();
  }

  @Override
  void run(Context context, int task) {
    Blocked out = y.layout();
    int image = split.image(task);
    int block = split.block(task);
    int from = split.from(task);
    int to = split.to(task);
    MemorySegment xs = x.place().segment(context);
    MemorySegment ys = y.place().segment(context);
    long xBlock = x.offset() + image * x.image() + block * x.block();
    if (split.isFirst(task)) {
      Zeros.clearHalo(context, y, image, block);
    }
    for (int i = 0; i < bands.size(); i++) {
      PoolBand band = bands.get(i);
      int first = Math.max(from, band.first());
      int rows = Math.min(to, band.first() + band.rows()) - first;
      if (rows > 0) {
        int d = first / out.h();
        int h = first % out.h();
        long xRow = xBlock + d * x.depth() + h * x.row();
        long yRow = y.place().offset() + out.at(image, block, d, h, 0);
        runBand(band, xs, xRow, ys, yRow, rows);
      }
    }
  }

  private void runBand(
      PoolBand band, MemorySegment xs, long xRow, MemorySegment ys, long yRow, int rows) {
    long outRow = y.layout().row();
    for (int i = 0; i < band.runs().size(); i++) {
      PoolBand.Run run = band.runs().get(i);
      PoolBand.Kernel kernel = run.kernel().now();
      PoolTile tile = kernel.tile();
      int[] taps = kernel.taps();
      long xo = xRow + run.first() * x.pixel();
      long yo = yRow + (long) run.first() * Width.BLOCK_BYTES;
      if (max) {
        tile.max(xs, xo, x.row(), taps, ys, yo, outRow, rows, run.width());
      } else {
        tile.average(xs, xo, x.row(), taps, ys, yo, outRow, rows, run.width(), run.scale());
      }
    }
  }
}
