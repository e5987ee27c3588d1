package dev.gatun.bench.profile;

import dev.gatun.bench.roof.Roof;
import dev.gatun.spi.PlanReport.StepReport;

/// The least time that a step can take on a machine, by the roofline model: arithmetic and memory
/// work at the same time, and the slower one decides.
///
/// Constants come from the nearest memory that holds the whole plan, since between two runs all of
/// it passes by; activations from the nearest one that holds the step's own, since the step before
/// has just written them. Both are optimistic or pessimistic now and then: a step can beat its
/// floor, as one with Winograd's algorithm does, which saves products that count here.
///
/// @param computeNanos multiply-adds at the machine's peak
/// @param memoryNanos bytes at the bandwidth of where they are
record Floor(double computeNanos, double memoryNanos) {
  /// What decides.
  enum Bound {
    COMPUTE,
    MEMORY;

    @Override
    public String toString() {
      return this == COMPUTE ? "compute" : "memory";
    }
  }

  /// The floor of a step.
  ///
  /// @param step what it multiplies and moves
  /// @param planBytes weights and activations of its plan
  /// @param roof of the machine, at the threads that run the step
  static Floor of(StepReport step, long planBytes, Roof roof) {
    return new Floor(
        2.0 * step.multiplyAdds() / roof.gigaflops(),
        step.constantBytes() / roof.levelOf(planBytes).stream()
            + step.activationBytes() / roof.levelOf(step.activationBytes()).stream());
  }

  double nanos() {
    return Math.max(computeNanos, memoryNanos);
  }

  Bound bound() {
    return computeNanos > memoryNanos ? Bound.COMPUTE : Bound.MEMORY;
  }
}
