package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.Conv;
import dev.gatun.op.Window;
import java.util.List;

/// Convolutions whose groups have one input channel.
final class DepthwiseLowering implements NodeLowering {
  private static final int MOST_TILES = 16;

  private final Lowering lowering;

  DepthwiseLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Whether they are faster than as a matrix product per group, whose panels outputs of one group
  /// must fill.
  ///
  /// @param conv the operator
  /// @param weights shape of its weights
  /// @param shaping of the device
  static boolean suits(Conv conv, Shape weights, Shaping shaping) {
    long multiplier = weights.dim(0) / conv.groups();
    return conv.groups() > 1 && weights.dim(1) == 1 && 2 * multiplier <= shaping.vector();
  }

  @Override
  public boolean handles(Node node) {
    return ChannelsLast.fits(lowering.shape(node.output()));
  }

  @Override
  public void lower(Node node) {
    Conv conv = (Conv) node.op();
    Window window = conv.window();
    ChannelsLast in = lowering.channelsLast(node.input(0));
    ChannelsLast residual = node.hasInput(3) ? lowering.channelsLast(node.input(3)) : null;
    ChannelsLast out = lowering.channelsLastTarget(node.output());
    Shaping shaping = lowering.shaping();
    int blocks = Math.ceilDiv(out.c(), shaping.vector());
    int rows = Math.multiplyExact(out.n(), Math.multiplyExact(out.d(), out.h()));
    int tiles = Math.multiplyExact(rows, Math.ceilDiv(out.w(), shaping.pixels()));
    int length = length(blocks, tiles, shaping);
    int[] kernel = Axes.three(window.kernel(), 1);
    Struct struct =
        new Struct()
            .add(in.stride(), in.offset(), in.d(), in.h(), in.w())
            .add(out.c(), out.c() / conv.groups())
            .add(out.stride(), out.offset(), out.d(), out.h(), out.w())
            .add(kernel)
            .add(Axes.three(window.strides(), 1))
            .add(Axes.three(window.dilations(), 1))
            .add(Axes.three(window.padsBegin(), 0))
            .add(residual == null ? 0 : residual.stride(), residual == null ? 0 : residual.offset())
            .add(tiles, length)
            .add(conv.activation());
    lowering.launch(
        lowering.report(node, "depthwise" + shaping.pixels() + "x1v" + shaping.vector()),
        Source.DEPTHWISE,
        "depthwise",
        List.of(
            in.block(),
            weights(node.input(1), kernel, out.c()),
            lowering.vectorOrZeros(node.hasInput(2) ? node.input(2) : null, out.c()),
            residual == null ? lowering.zeros(1) : residual.block(),
            out.block()),
        struct,
        Range.of(blocks, Math.ceilDiv(tiles, length)));
  }

  /// Tiles of a work item: several where enough work items are left.
  private static int length(long blocks, long tiles, Shaping shaping) {
    return Math.clamp(blocks * tiles / shaping.busy(), 1, MOST_TILES);
  }

  /// `[outC][1][taps]` to `[taps][outC]`: one panel as wide as all outputs.
  private Block weights(String value, int[] kernel, int outC) {
    int volume = kernel[0] * kernel[1] * kernel[2];
    int[] ones = {1, 1, 1};
    return lowering.packed(
        value,
        "depthwise",
        (target, plain) -> {
          Block packed = Block.planned((long) volume * outC);
          target.launch(
              target.aside(value, "pack"),
              Source.PACK,
              "pack",
              List.of(plain, packed),
              new Struct()
                  .add(1, outC, 1, outC, 1)
                  .add(kernel)
                  .add(new int[3])
                  .add(ones)
                  .add(kernel[1], kernel[2])
                  .add(0, volume, 0, 1)
                  .real(1),
              Range.groups(new long[] {target.shaping().vector(), 1, 1}, outC, volume, 1));
          return packed;
        });
  }
}
