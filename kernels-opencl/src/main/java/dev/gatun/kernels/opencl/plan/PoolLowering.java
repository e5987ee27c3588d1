package dev.gatun.kernels.opencl.plan;

import dev.gatun.graph.Node;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.op.Ints;
import dev.gatun.op.Pool;
import dev.gatun.op.Window;
import java.util.Arrays;
import java.util.List;

/// Pools over a sliding window; indices of maxima are the host's.
final class PoolLowering implements NodeLowering {
  private final Lowering lowering;

  PoolLowering(Lowering lowering) {
    this.lowering = lowering;
  }

  /// Where pads count, the kernel takes what they cut off an input as outside.
  @Override
  public boolean handles(Node node) {
    Pool pool = (Pool) node.op();
    return ChannelsLast.fits(lowering.shape(node.output()))
        && !(pool.countIncludePad()
            && (crops(pool.window().padsBegin()) || crops(pool.window().padsEnd())));
  }

  private static boolean crops(Ints pads) {
    return Arrays.stream(pads.toArray()).anyMatch(pad -> pad < 0);
  }

  @Override
  public void lower(Node node) {
    Pool pool = (Pool) node.op();
    ChannelsLast in = lowering.channelsLast(node.input(0));
    Window window = pool.window();
    int[] end = Axes.three(window.padsEnd(), 0);
    ChannelsLast out = lowering.channelsLastTarget(node.output());
    Struct struct =
        new Struct()
            .add(in.stride(), in.offset(), in.d(), in.h(), in.w())
            .add(in.c())
            .add(out.stride(), out.offset(), out.d(), out.h(), out.w())
            .add(Axes.three(window.kernel(), 1))
            .add(Axes.three(window.strides(), 1))
            .add(Axes.three(window.dilations(), 1))
            .add(Axes.three(window.padsBegin(), 0))
            .add(
                Math.addExact(in.d(), end[0]),
                Math.addExact(in.h(), end[1]),
                Math.addExact(in.w(), end[2]))
            .add(pool.countIncludePad() ? 1 : 0, pool.p());
    String kernel =
        switch (pool.kind()) {
          case MAX -> "pool_max";
          case AVERAGE -> "pool_average";
          case LP -> "pool_power";
        };
    Shaping shaping = lowering.shaping();
    lowering.launch(
        lowering.report(node, kernel),
        Source.POOL,
        kernel,
        List.of(in.block(), out.block()),
        struct,
        Range.of(
            Math.ceilDiv(in.c(), shaping.vector()),
            Math.ceilDiv(out.w(), shaping.pixels()),
            Math.multiplyExact(out.n(), Math.multiplyExact(out.d(), out.h()))));
  }
}
