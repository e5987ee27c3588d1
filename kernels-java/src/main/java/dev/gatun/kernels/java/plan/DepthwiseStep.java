package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs a depthwise tile over the rows of every channel block.
final class DepthwiseStep extends Step {
  private static final int ACTIVATED_BYTES = Caches.L1_BYTES / 3;

  private final Strided x;
  private final BlockedPlace y;
  private final int[] taps;
  private final Place weights;
  private final Place bias;
  private final Staged<DepthwiseTile> tile;
  private final RowSplit split;
  private final float low;
  private final float high;
  private final @Nullable Activation strip;
  private final Strips strips;

  private DepthwiseStep(
      PlanReport.StepReport report,
      Strided x,
      BlockedPlace y,
      int[] taps,
      Place weights,
      Place bias,
      Staged<DepthwiseTile> tile,
      RowSplit split,
      Activation activation,
      Strips strips) {
    super(report);
    this.x = x;
    this.y = y;
    this.taps = taps;
    this.weights = weights;
    this.bias = bias;
    this.tile = tile;
    this.split = split;
    this.strips = strips;
    low = ConvStep.clampLow(activation);
    high = ConvStep.clampHigh(activation);
    strip = ConvStep.isClamp(activation) ? null : activation;
  }

  /// @param pixelStride floats between the inputs of neighbouring outputs
  /// @param columns taps behind one displacement
  /// @param taps byte displacements of the kernel's rows
  static DepthwiseStep of(
      Lowering lowering,
      Node node,
      Strided x,
      int pixelStride,
      BlockedPlace y,
      int columns,
      int[] taps,
      Place weights,
      Place bias,
      Activation activation) {
    List<DepthwiseTile> tiles = lowering.tiles().depthwise(columns, pixelStride);
    DepthwiseTile tile = RowTile.choose(tiles, DepthwiseTile::pixels, y.layout().w());
    return new DepthwiseStep(
        lowering.report(node, tile.name() + " depthwise"),
        x,
        y,
        taps,
        weights,
        bias,
        new Staged<>(tiles.getLast(), tile, WarmUp::depthwise),
        RowSplit.of(y.layout(), lowering.threads()),
        activation,
        lowering.strips());
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place(), weights, bias);
  }

  @Override
  List<Staged<?>> kernels() {
    Blocked out = y.layout();
    long products = out.pixels() * out.n() * out.blocks() * taps.length * columns() * Width.LANES;
    boolean much = products >= ConvStep.WARM_UP_PRODUCTS / 8; // a tile does little per load
    return much ? List.of(tile) : List.of();
  }

  private int columns() {
    return tile.best().columns();
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
    MemorySegment xs = x.place().segment(context);
    MemorySegment ys = y.place().segment(context);
    MemorySegment w = weights.segment(context);
    MemorySegment b = bias.segment(context);
    long xBlock = x.offset() + image * x.image() + block * x.block();
    long wOffset = weights.offset() + (long) block * taps.length * columns() * Width.BLOCK_BYTES;
    long bOffset = bias.offset() + (long) block * Width.BLOCK_BYTES;
    if (split.isFirst(task)) {
      Zeros.clearHalo(context, y, image, block);
    }
    // an activation that is no clamp follows while its rows are in the L1 cache
    int atOnce = strip == null ? out.h() : (int) Math.max(1, ACTIVATED_BYTES / out.row());
    int to = split.to(task);
    for (int row = split.from(task), rows; row < to; row += rows) {
      int d = row / out.h();
      int h = row % out.h();
      rows = Math.min(Math.min(to - row, out.h() - h), atOnce);
      long xo = xBlock + d * x.depth() + h * x.row();
      long yo = y.place().offset() + out.at(image, block, d, h, 0);
      tile.now()
          .run(
              xs, xo, x.row(), taps, w, wOffset, b, bOffset, ys, yo, out.row(), rows, out.w(), low,
              high);
      if (strip != null) {
        activate(strip, ys, yo, rows);
      }
    }
  }

  private void activate(Activation function, MemorySegment ys, long yo, int rows) {
    Blocked out = y.layout();
    long count = (long) out.w() * Width.LANES;
    if (out.isFlat()) {
      strips.activate(function, ys, yo, ys, yo, rows * count);
      return;
    }
    for (int r = 0; r < rows; r++) {
      long at = yo + r * out.row();
      strips.activate(function, ys, at, ys, at, count);
    }
  }
}
