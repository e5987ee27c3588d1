package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs pool tiles over every row of every channel block. Neighbouring outputs whose windows meet
/// the input with the same taps form a run with one tap table; the border of a padded pool is a few
/// short runs.
final class PoolStep extends Step {
  /// Outputs of a row that share their taps.
  ///
  /// @param first first output column
  /// @param taps displacements from the window's first pixel
  /// @param scale average: 1 / divisor
  /// @param cover tiles
  private record Run(int first, int[] taps, float scale, PoolTile[] cover) {}

  private final boolean max;
  private final Strided x;
  private final BlockedPlace y;
  private final Run[][] rows;

  private PoolStep(
      PlanReport.StepReport report, boolean max, Strided x, BlockedPlace y, Run[][] rows) {
    super(report);
    this.max = max;
    this.x = x;
    this.y = y;
    this.rows = rows;
  }

  static PoolStep of(Lowering lowering, Node node, Pool pool, BlockedPlace x, BlockedPlace y) {
    Window window = pool.window();
    Spatial stride = Spatial.of(window.strides(), 1);
    Spatial pad = Spatial.of(window.padsBegin(), 0);
    Strided xs = Strided.of(x, new Spatial(-pad.d(), -pad.h(), -pad.w()), stride);
    Run[][] rows = new Rows(pool, x.layout(), y.layout(), lowering.tiles()).build();
    String kernel = lowering.tiles().pool(stride.w() * Width.LANES).getFirst().name();
    return new PoolStep(lowering.report(node, kernel), pool.kind() == Pool.Kind.MAX, xs, y, rows);
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place());
  }

  @Override
  void warmUp() {
    Blocked out = y.layout();
    for (Run[] row : rows) {
      for (Run run : row) {
        long products =
            (long) out.n() * out.blocks() * out.pixels() * run.taps.length * Width.LANES;
        if (products >= ConvStep.WARM_UP_PRODUCTS / 8) {
          for (PoolTile tile : run.cover) {
            WarmUp.pool(tile, max);
          }
        }
      }
    }
  }

  @Override
  int tasks() {
    return y.layout().n() * y.layout().blocks();
  }

  @Override
  void run(Context context, int task) {
    Blocked out = y.layout();
    int image = task / out.blocks();
    int block = task % out.blocks();
    MemorySegment xs = x.place().segment(context);
    MemorySegment ys = y.place().segment(context);
    long xBlock = x.offset() + image * x.image() + block * x.block();
    Zeros.clearHalo(context, y, image, block);
    for (int row = 0; row < rows.length; row++) {
      int d = row / out.h();
      int h = row % out.h();
      long xRow = xBlock + d * x.depth() + h * x.row();
      long yRow = y.place().offset() + out.at(image, block, d, h, 0);
      for (Run run : rows[row]) {
        long xo = xRow + run.first * x.pixel();
        long yo = yRow + (long) run.first * Width.BLOCK_BYTES;
        for (PoolTile tile : run.cover) {
          if (max) {
            tile.max(xs, xo, run.taps, run.taps.length, ys, yo);
          } else {
            tile.average(xs, xo, run.taps, run.taps.length, ys, yo, run.scale);
          }
          xo += tile.pixels() * x.pixel();
          yo += (long) tile.pixels() * Width.BLOCK_BYTES;
        }
      }
    }
  }

  /// Works out the runs of every output row; rows with equal ranges share them.
  private static final class Rows {
    private final Pool pool;
    private final Blocked in;
    private final Blocked out;
    private final Tiles tiles;
    private final Spatial kernel;
    private final Spatial stride;
    private final Spatial dilation;
    private final Spatial pad;
    private final Spatial padEnd;
    private final Map<List<Integer>, Run[]> known = new HashMap<>();

    Rows(Pool pool, Blocked in, Blocked out, Tiles tiles) {
      this.pool = pool;
      this.in = in;
      this.out = out;
      this.tiles = tiles;
      kernel = Spatial.of(pool.window().kernel(), 1);
      stride = Spatial.of(pool.window().strides(), 1);
      dilation = Spatial.of(pool.window().dilations(), 1);
      pad = Spatial.of(pool.window().padsBegin(), 0);
      padEnd = Spatial.of(pool.window().padsEnd(), 0);
    }

    Run[][] build() {
      Run[][] rows = new Run[out.d() * out.h()][];
      for (int row = 0; row < rows.length; row++) {
        int startD = row / out.h() * stride.d() - pad.d();
        int startH = row % out.h() * stride.h() - pad.h();
        WindowRange d = WindowRange.of(startD, kernel.d(), dilation.d(), in.d());
        WindowRange h = WindowRange.of(startH, kernel.h(), dilation.h(), in.h());
        int dividingRows =
            divisor(startD, kernel.d(), dilation.d(), pad.d(), in.d() + padEnd.d(), d)
                * divisor(startH, kernel.h(), dilation.h(), pad.h(), in.h() + padEnd.h(), h);
        rows[row] =
            known.computeIfAbsent(
                List.of(d.from(), d.to(), h.from(), h.to(), dividingRows),
                key -> runs(d, h, dividingRows));
      }
      return rows;
    }

    /// Taps of one axis that an average divides by.
    private int divisor(int start, int taps, int step, int before, int end, WindowRange valid) {
      if (!pool.countIncludePad()) {
        return valid.count();
      }
      // positions within the padded input; a ceil-mode window may reach beyond it
      int n = 0;
      for (int k = 0; k < taps; k++) {
        int at = start + k * step;
        n += at >= -before && at < end ? 1 : 0;
      }
      return n;
    }

    private Run[] runs(WindowRange d, WindowRange h, int dividingRows) {
      List<Run> runs = new ArrayList<>();
      for (int first = 0; first < out.w(); ) {
        WindowRange w = column(first);
        int dividing = dividingRows * columnDivisor(first, w);
        int end = first + 1;
        while (end < out.w()
            && column(end).equals(w)
            && dividingRows * columnDivisor(end, w) == dividing) {
          end++;
        }
        List<PoolTile> cover =
            TileCover.choose(
                tiles.pool(stride.w() * Width.LANES), PoolTile::pixels, 1, end - first);
        runs.add(new Run(first, taps(d, h, w), 1f / dividing, cover.toArray(new PoolTile[0])));
        first = end;
      }
      return runs.toArray(new Run[0]);
    }

    private WindowRange column(int w) {
      return WindowRange.of(w * stride.w() - pad.w(), kernel.w(), dilation.w(), in.w());
    }

    private int columnDivisor(int w, WindowRange valid) {
      return divisor(
          w * stride.w() - pad.w(), kernel.w(), dilation.w(), pad.w(), in.w() + padEnd.w(), valid);
    }

    private int[] taps(WindowRange d, WindowRange h, WindowRange w) {
      int[] taps = new int[d.count() * h.count() * w.count()];
      int t = 0;
      for (int kd = d.from(); kd < d.to(); kd++) {
        for (int kh = h.from(); kh < h.to(); kh++) {
          for (int kw = w.from(); kw < w.to(); kw++) {
            taps[t++] =
                Math.toIntExact(
                    (long) kd * dilation.d() * in.plane()
                        + (long) kh * dilation.h() * in.row()
                        + (long) kw * dilation.w() * Width.BLOCK_BYTES);
          }
        }
      }
      return taps;
    }
  }
}
