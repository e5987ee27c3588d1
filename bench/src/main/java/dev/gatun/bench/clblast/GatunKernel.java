package dev.gatun.bench.clblast;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.List;
import java.util.stream.Collectors;

/// A task on Gatun's OpenCL backend. Transfers and changes of layout at the edges of the graph do
/// not count: within a network they do not occur.
final class GatunKernel implements AutoCloseable {
  private final Task task;
  private final Executable plan;
  private final Tensor result;
  private final long[] ticks;

  GatunKernel(Engine engine, Task task) {
    this.task = task;
    plan = engine.compile(task.graph());
    result = Tensor.allocate(DType.FLOAT32, task.y());
    ticks = new long[plan.report().steps().size() + 1];
  }

  /// Runs once; each step waits for its end, so that it can be timed.
  ///
  /// @return milliseconds of the steps that compute
  double run() {
    plan.profile(List.of(task.x()), List.of(result), ticks);
    long nanos = 0;
    List<PlanReport.StepReport> steps = plan.report().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (computes(steps.get(i))) {
        nanos += ticks[i + 1] - ticks[i];
      }
    }
    return nanos / 1e6;
  }

  private boolean computes(PlanReport.StepReport step) {
    return step.operator().equals(task.op().title());
  }

  /// {@return the kernels that compute}
  String kernels() {
    return plan.report().steps().stream()
        .filter(this::computes)
        .map(PlanReport.StepReport::kernel)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  float[] result() {
    return result.toFloats();
  }

  @Override
  public void close() {
    plan.close();
  }
}
