package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.tile.PoolTile;
import dev.gatun.kernels.java.tile.Tiles;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Pool;
import java.util.ArrayList;
import java.util.List;

/// Works out the bands of a pool and their runs: a pure function of the operator and the extents.
final class PoolBands {
  /// The rows of a window that meet the input.
  ///
  /// @param d planes
  /// @param h rows
  /// @param divisor an average's divisor, of one column
  private record Rows(WindowRange d, WindowRange h, int divisor) {}

  private final Pool pool;
  private final Blocked in;
  private final Blocked out;
  private final Tiles tiles;
  private final Spatial kernel;
  private final Spatial stride;
  private final Spatial dilation;
  private final Spatial pad;
  private final Spatial padEnd;

  PoolBands(Pool pool, Blocked in, Blocked out, Tiles tiles) {
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

  List<PoolBand> build() {
    List<PoolBand> bands = new ArrayList<>();
    int rows = out.d() * out.h();
    for (int first = 0; first < rows; ) {
      Rows like = rows(first);
      int end = first + 1;
      while (end < rows && end % out.h() != 0 && rows(end).equals(like)) {
        end++;
      }
      bands.add(new PoolBand(first, end - first, runs(like)));
      first = end;
    }
    return bands;
  }

  private Rows rows(int row) {
    int startD = row / out.h() * stride.d() - pad.d();
    int startH = row % out.h() * stride.h() - pad.h();
    WindowRange d = WindowRange.of(startD, kernel.d(), dilation.d(), in.d());
    WindowRange h = WindowRange.of(startH, kernel.h(), dilation.h(), in.h());
    int divisor =
        divisor(startD, kernel.d(), dilation.d(), pad.d(), in.d() + padEnd.d(), d)
            * divisor(startH, kernel.h(), dilation.h(), pad.h(), in.h() + padEnd.h(), h);
    return new Rows(d, h, divisor);
  }

  /// Taps of one axis that an average divides by.
  private int divisor(int start, int taps, int step, int before, int end, WindowRange valid) {
    if (pool.kind() == Pool.Kind.MAX) {
      return 1;
    }
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

  private List<PoolBand.Run> runs(Rows rows) {
    List<PoolBand.Run> runs = new ArrayList<>();
    for (int first = 0; first < out.w(); ) {
      WindowRange w = column(first);
      int divisor = columnDivisor(first, w);
      int end = first + 1;
      while (end < out.w() && column(end).equals(w) && columnDivisor(end, w) == divisor) {
        end++;
      }
      runs.add(run(rows, w, first, end - first, 1f / (rows.divisor * divisor)));
      first = end;
    }
    return runs;
  }

  private PoolBand.Run run(Rows rows, WindowRange w, int first, int width, float scale) {
    int pixelStride = stride.w() * Width.LANES;
    boolean wholeRows = dilation.w() == 1 && !tiles.pool(w.count(), pixelStride).isEmpty();
    int columns = wholeRows && width > 1 ? w.count() : 1; // one tile for all borders
    PoolTile tile = RowTile.choose(tiles.pool(columns, pixelStride), PoolTile::pixels, width);
    PoolBand.Kernel single =
        new PoolBand.Kernel(tiles.pool(1, pixelStride).getLast(), taps(rows, w, 1));
    PoolBand.Kernel best = new PoolBand.Kernel(tile, taps(rows, w, columns));
    boolean max = pool.kind() == Pool.Kind.MAX;
    return new PoolBand.Run(
        first, width, scale, new Staged<>(single, best, kernel -> WarmUp.pool(kernel.tile(), max)));
  }

  private WindowRange column(int w) {
    return WindowRange.of(w * stride.w() - pad.w(), kernel.w(), dilation.w(), in.w());
  }

  private int columnDivisor(int w, WindowRange valid) {
    return divisor(
        w * stride.w() - pad.w(), kernel.w(), dilation.w(), pad.w(), in.w() + padEnd.w(), valid);
  }

  private int[] taps(Rows rows, WindowRange w, int columns) {
    int[] taps = new int[rows.d.count() * rows.h.count() * w.count() / columns];
    int t = 0;
    for (int kd = rows.d.from(); kd < rows.d.to(); kd++) {
      for (int kh = rows.h.from(); kh < rows.h.to(); kh++) {
        for (int kw = w.from(); kw < w.to(); kw += columns) {
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
