package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// 3 × 3 convolutions by Winograd's F(4 × 4, 3 × 3), in rounds of three launches: transform inputs,
/// multiply point by point, transform results.
///
/// A round takes as many tiles as keep V and M of a processor in its caches.
final class WinogradLowering {
  private static final int OUTPUTS = 4;
  private static final int POINTS = 36;

  /// Multiply-adds below which a convolution stays direct, as in the Java backend.
  private static final long LEAST_PRODUCTS = 10_000_000;

  /// Channels below which it does: there is little to gain, and the transforms' error is averaged
  /// over few.
  private static final int LEAST_CHANNELS = 32;

  /// The part of direct convolution's products that may remain; transforms cost the rest.
  private static final double GAIN = 0.5;

  private final Lowering lowering;

  WinogradLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Whether it can serve and is wanted.
  boolean serves(Node node, Conv conv) {
    Window window = conv.window();
    if (conv.groups() != 1
        || window.rank() != 2
        || !window.kernel().all(3)
        || !window.strides().all(1)
        || !window.dilations().all(1)
        || lowering.graph().constant(node.input(1)) == null) {
      return false;
    }
    return switch (lowering.shaping().winograd()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case WHERE_IT_PAYS -> pays(node);
    };
  }

  private boolean pays(Node node) {
    ChannelsLast y = new ChannelsLast(Block.planned(0), lowering.shape(node.output()), 0, 0);
    int inC = lowering.shape(node.input(0)).intDim(1);
    long products = 9L * inC * y.c() * y.pixels();
    double part = POINTS * (double) tiles(y) / (9.0 * y.pixels());
    return Math.min(inC, y.c()) >= LEAST_CHANNELS && products >= LEAST_PRODUCTS && part <= GAIN;
  }

  private static int tiles(ChannelsLast y) {
    return y.n() * Math.ceilDiv(y.h(), OUTPUTS) * Math.ceilDiv(y.w(), OUTPUTS);
  }

  void lower(Node node, Conv conv) {
    ChannelsLast in = lowering.channelsLast(node.input(0));
    ChannelsLast residual = node.hasInput(3) ? lowering.channelsLast(node.input(3)) : null;
    ChannelsLast out = lowering.channelsLastTarget(node.output());
    Block weights = lowering.packed(node.input(1), "winograd", (l, w) -> pack(l, w, in, out));
    Block bias = lowering.vectorOrZeros(node.hasInput(2) ? node.input(2) : null, out.c());
    int tiles = tiles(out);
    int round = lowering.roundTiles(4L * POINTS * (in.c() + out.c()), tiles);
    for (int first = 0; first < tiles; first += round) {
      int count = Math.min(round, tiles - first);
      Block v = Block.planned((long) POINTS * count * in.c());
      Block m = Block.planned((long) POINTS * count * out.c());
      transformInputs(node, conv, in, out, v, first, count);
      multiply(node, first == 0, in.c(), out.c(), v, weights, m, count);
      transformResults(node, conv, bias, residual, out, m, first, count);
    }
  }

  /// The same for all rounds, though the last one may have a single tile of the image.
  private Tile tile(int outC) {
    return lowering.shaping().tile(outC, Integer.MAX_VALUE);
  }

  private Block pack(Lowering target, Block plain, ChannelsLast in, ChannelsLast out) {
    Shaping shaping = target.shaping();
    int width = shaping.panel(tile(out.c()));
    int panels = Math.ceilDiv(out.c(), width);
    Block packed = Block.planned((long) POINTS * panels * width * in.c());
    target.launch(
        target.aside("weights", "winograd weights"),
        Source.WINOGRAD,
        "winograd_weights",
        List.of(plain, packed),
        new Struct().add(out.c(), in.c(), width, panels),
        Range.groups(new long[] {shaping.vector(), 1}, (long) panels * width, in.c()));
    return packed;
  }

  private void transformInputs(
      Node node, Conv conv, ChannelsLast x, ChannelsLast y, Block v, int first, int count) {
    Window window = conv.window();
    Struct struct =
        new Struct()
            .add(x.c(), x.stride(), x.offset(), x.h(), x.w())
            .add(window.padsBegin().at(0), window.padsBegin().at(1))
            .add(Math.ceilDiv(y.h(), OUTPUTS), Math.ceilDiv(y.w(), OUTPUTS), first, count)
            .add(0, 0)
            .add(conv.activation());
    lowering.launch(
        lowering.aside(node, "winograd4x4 input"),
        Source.WINOGRAD,
        "winograd_input",
        List.of(x.block(), v),
        struct,
        Range.of(Math.ceilDiv(x.c(), lowering.shaping().vector()), count));
  }

  private void multiply(
      Node node, boolean counts, int inC, int outC, Block v, Block weights, Block m, int tiles) {
    int[] rows = {1, 1, tiles};
    int[] ones = {1, 1, 1};
    ConvLaunch.Side x = new ConvLaunch.Side(v, inC, inC, 0, Math.multiplyExact(tiles, inC), rows);
    ConvLaunch.Side y =
        new ConvLaunch.Side(m, outC, outC, 0, Math.multiplyExact(tiles, outC), rows);
    ConvLaunch launch =
        new ConvLaunch(
            lowering,
            POINTS,
            x,
            y,
            new ConvLaunch.Taps(ones, new int[3], ones, ones, ones, new int[3]),
            ConvLaunch.Grid.all(1, rows),
            tile(outC));
    String kernel = "winograd4x4 " + launch.name();
    launch.launch(
        counts ? lowering.report(node, kernel) : lowering.aside(node, kernel),
        weights,
        lowering.zeros(outC),
        0,
        null,
        Activation.NONE);
  }

  private void transformResults(
      Node node,
      Conv conv,
      Block bias,
      @Nullable ChannelsLast residual,
      ChannelsLast y,
      Block m,
      int first,
      int count) {
    Shaping shaping = lowering.shaping();
    Struct struct =
        new Struct()
            .add(y.c(), y.stride(), y.offset(), y.h(), y.w(), 0, 0)
            .add(Math.ceilDiv(y.h(), OUTPUTS), Math.ceilDiv(y.w(), OUTPUTS), first, count)
            .add(residual == null ? 0 : residual.stride(), residual == null ? 0 : residual.offset())
            .add(conv.activation());
    lowering.launch(
        lowering.aside(node, "winograd4x4 output"),
        Source.WINOGRAD,
        "winograd_output",
        List.of(m, bias, residual == null ? bias : residual.block(), y.block()),
        struct,
        Range.of(Math.ceilDiv(y.c(), shaping.vector()), count));
  }
}
