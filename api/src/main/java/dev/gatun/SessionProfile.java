package dev.gatun;

import dev.gatun.spi.PlanReport;
import java.util.List;

/// How long the steps of a model took, from [Session#profile].
///
/// @param report what was planned
/// @param runs in order
public record SessionProfile(SessionReport report, List<Run> runs) {
  /// Copies the list.
  public SessionProfile {
    runs = List.copyOf(runs);
  }

  /// One call, from the beginning to its results.
  ///
  /// @param nanos nanoseconds of the whole call
  /// @param steps in the order in which they ran: those of the plan, then where shapes depend on
  ///   data those of what follows, and the steps of control flow's bodies as often as they ran;
  ///   none from a backend that cannot time its steps
  public record Run(long nanos, List<StepTime> steps) {
    /// Copies the list.
    public Run {
      steps = List.copyOf(steps);
    }
  }

  /// One step of one call.
  ///
  /// @param step what ran
  /// @param begin nanoseconds from the beginning of the call to that of the step
  /// @param end nanoseconds from the beginning of the call to the end of the step
  public record StepTime(PlanReport.StepReport step, long begin, long end) {
    /// How long it took.
    ///
    /// @return nanoseconds
    public long nanos() {
      return end - begin;
    }
  }
}
