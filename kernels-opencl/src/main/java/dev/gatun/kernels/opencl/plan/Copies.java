package dev.gatun.kernels.opencl.plan;

import dev.gatun.kernels.opencl.device.Source;
import dev.gatun.spi.PlanReport;
import java.util.List;

/// Elements from one order into another.
final class Copies {
  private Copies() {}

  /// Adds the launch.
  ///
  /// @param lowering takes it
  /// @param report what it does
  /// @param x the source
  /// @param y the target, of the same extents
  static void copy(Lowering lowering, PlanReport.StepReport report, Strided x, Strided y) {
    Loops loops = new Loops(x, y);
    int vector = lowering.shaping().vector();
    lowering.launch(
        report,
        Source.MOVE,
        "copy",
        List.of(x.block(), y.block()),
        loops.struct(vector),
        loops.range(vector));
  }
}
