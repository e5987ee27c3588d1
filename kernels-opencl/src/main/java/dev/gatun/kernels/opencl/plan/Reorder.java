package dev.gatun.kernels.opencl.plan;

import dev.gatun.Shape;
import dev.gatun.kernels.opencl.cl.Range;
import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.spi.PlanReport;
import java.util.List;

/// Between rows, as the caller has them, and channels last.
final class Reorder {
  private static final int GROUP = 16;

  private Reorder() {}

  /// `[N][C][pixels]` to `[N][pixels][C]`.
  static Block toChannelsLast(
      Lowering lowering, PlanReport.StepReport report, Shape shape, Block from) {
    Block to = Block.planned(shape.size());
    int n = shape.intDim(0);
    int c = shape.intDim(1);
    int pixels = Math.toIntExact(shape.size() / ((long) n * c));
    lowering.launch(
        report,
        Source.REORDER,
        "turn",
        List.of(from, to),
        new Struct().add(c, pixels, pixels, 0, c, 0),
        Range.groups(new long[] {GROUP, 1, 1}, c, pixels, n));
    return to;
  }

  /// `[N][pixels][stride]` to `[N][C][pixels]`.
  static void toPlain(
      Lowering lowering, PlanReport.StepReport report, ChannelsLast from, Block to) {
    int pixels = from.pixels() / from.n();
    lowering.launch(
        report,
        Source.REORDER,
        "turn",
        List.of(from.block(), to),
        new Struct().add(pixels, from.c(), from.stride(), from.offset(), pixels, 0),
        Range.groups(new long[] {GROUP, 1, 1}, pixels, from.c(), from.n()));
  }
}
