package dev.gatun.kernels.java.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.tile.DepthwiseTile;
import dev.gatun.kernels.java.tile.choice.WarmUp;
import dev.gatun.kernels.java.width.Width;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs depthwise tiles over every row of every channel block.
final class DepthwiseStep extends Step {
  private final Strided x;
  private final BlockedPlace y;
  private final int[] taps;
  private final Place weights;
  private final Place bias;
  private final DepthwiseTile[] cover;
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
      DepthwiseTile[] cover,
      Activation activation,
      Strips strips) {
    super(report);
    this.x = x;
    this.y = y;
    this.taps = taps;
    this.weights = weights;
    this.bias = bias;
    this.cover = cover;
    this.strips = strips;
    low = ConvStep.clampLow(activation);
    high = ConvStep.clampHigh(activation);
    strip = ConvStep.isClamp(activation) ? null : activation;
  }

  /// @param pixelStride floats between the inputs of neighbouring outputs
  /// @param taps byte displacements of the kernel's taps
  static DepthwiseStep of(
      Lowering lowering,
      Node node,
      Strided x,
      int pixelStride,
      BlockedPlace y,
      int[] taps,
      Place weights,
      Place bias,
      Activation activation) {
    List<DepthwiseTile> tiles = lowering.tiles().depthwise(pixelStride);
    DepthwiseTile[] cover =
        TileCover.choose(tiles, DepthwiseTile::pixels, 1, y.layout().w())
            .toArray(new DepthwiseTile[0]);
    PlanReport.StepReport report = lowering.report(node, cover[0].name() + " depthwise");
    return new DepthwiseStep(
        report, x, y, taps, weights, bias, cover, activation, lowering.strips());
  }

  @Override
  List<Place> places() {
    return List.of(x.place(), y.place(), weights, bias);
  }

  @Override
  void warmUp() {
    Blocked out = y.layout();
    long products = (long) out.n() * out.blocks() * out.pixels() * taps.length * Width.LANES;
    if (products >= ConvStep.WARM_UP_PRODUCTS / 8) { // a tile does little per call
      for (DepthwiseTile tile : cover) {
        WarmUp.depthwise(tile);
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
    MemorySegment w = weights.segment(context);
    MemorySegment b = bias.segment(context);
    long xBlock = x.offset() + image * x.image() + block * x.block();
    long wOffset = weights.offset() + (long) block * taps.length * Width.BLOCK_BYTES;
    long bOffset = bias.offset() + (long) block * Width.BLOCK_BYTES;
    Zeros.clearHalo(context, y, image, block);
    for (int d = 0; d < out.d(); d++) {
      for (int h = 0; h < out.h(); h++) {
        long xo = xBlock + d * x.depth() + h * x.row();
        long row = y.place().offset() + out.at(image, block, d, h, 0);
        long yo = row;
        for (DepthwiseTile tile : cover) {
          tile.run(xs, xo, taps, taps.length, w, wOffset, b, bOffset, ys, yo, low, high);
          xo += tile.pixels() * x.pixel();
          yo += (long) tile.pixels() * Width.BLOCK_BYTES;
        }
        if (strip != null) {
          strips.activate(strip, ys, row, ys, row, (long) out.w() * Width.LANES);
        }
      }
    }
  }
}
