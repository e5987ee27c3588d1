package dev.gatun.kernels.java.plan;

import dev.gatun.spi.PlanReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a plan: independent tasks over planned memory. It does not change once the plan
/// stands; all state of a run is in the [Context].
abstract class Step {
  private final PlanReport.StepReport report;

  Step(PlanReport.StepReport report) {
    this.report = report;
  }

  /// For people, with the constants that the step reads.
  final PlanReport.StepReport report() {
    long constants =
        places().stream()
            .map(Place::buffer)
            .filter(buffer -> buffer.kind() == Buffer.Kind.CONSTANT)
            .distinct()
            .mapToLong(Buffer::bytes)
            .sum();
    return report.withConstantBytes(constants);
  }

  /// The memory that the step reads or writes; what it writes lives from here, what it reads lives
  /// to here.
  abstract List<Place> places();

  /// The number of independent tasks.
  abstract int tasks();

  /// Runs one task; tasks may run at the same time.
  abstract void run(Context context, int task);

  /// Runs one task on a worker's own scratch memory, where the step has any.
  ///
  /// @param worker below the number of threads; no two tasks at the same time share one
  void run(Context context, int task, int worker) {
    run(context, task);
  }

  /// The weights that the step reads first; null where it has none that are worth reading ahead.
  @Nullable ReadAhead firstWeights() {
    return null;
  }

  /// Tells the step which weights will be read after its own; called before the first run.
  void readAhead(@Nullable ReadAhead next) {}

  /// The kernels of a step with so much work that no run should meet them in the interpreter.
  List<Staged<?>> kernels() {
    return List.of();
  }
}
