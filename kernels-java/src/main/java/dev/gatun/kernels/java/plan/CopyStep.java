package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Copies bytes, between the caller's tensors and planned memory or within it.
final class CopyStep extends Step {
  private final Place from;
  private final Place to;
  private final long bytes;

  CopyStep(PlanReport.StepReport report, Place from, Place to, long bytes) {
    super(report);
    this.from = from;
    this.to = to;
    this.bytes = bytes;
  }

  @Override
  List<Place> places() {
    return List.of(from, to);
  }

  @Override
  int tasks() {
    return 1;
  }

  @Override
  void run(Context context, int task) {
    MemorySegment.copy(
        from.segment(context), from.offset(), to.segment(context), to.offset(), bytes);
  }
}
