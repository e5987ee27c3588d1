package dev.gatun.kernels.java.plan;

import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.kernels.java.width.Caches;
import dev.gatun.op.Activation;
import dev.gatun.spi.PlanReport;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Applies an activation in place to a dense run.
final class ActivateStep extends Step {
  private static final long ELEMENTS_PER_TASK = Caches.L2_BYTES / 128;

  private final Activation function;
  private final Place place;
  private final long count;
  private final Strips strips;

  ActivateStep(
      PlanReport.StepReport report, Activation function, Place place, long count, Strips strips) {
    super(report);
    this.function = function;
    this.place = place;
    this.count = count;
    this.strips = strips;
  }

  @Override
  List<Place> places() {
    return List.of(place);
  }

  @Override
  int tasks() {
    return Math.toIntExact(Math.ceilDiv(count, ELEMENTS_PER_TASK));
  }

  @Override
  void run(Context context, int task) {
    MemorySegment memory = place.segment(context);
    long first = task * ELEMENTS_PER_TASK;
    long at = place.offset() + 4 * first;
    strips.activate(function, memory, at, memory, at, Math.min(ELEMENTS_PER_TASK, count - first));
  }
}
