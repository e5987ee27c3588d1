package dev.gatun.bench.clblast;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.spi.Engine;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport;
import java.util.List;
import java.util.stream.Collectors;

/// A task on Gatun's OpenCL backend.
final class GatunKernel implements AutoCloseable {
  private final Task task;
  private final Executable plan;
  private final Tensor result;

  /// Of some layers.
  GatunKernel(Engine engine, Task task, int layers) {
    this.task = task;
    plan = engine.compile(task.graph(layers));
    result = Tensor.allocate(DType.FLOAT32, task.x().shape());
  }

  /// Runs once, with the transfers and changes of layout at both ends.
  ///
  /// @return milliseconds
  double run() {
    long before = System.nanoTime();
    plan.run(List.of(task.x()), List.of(result));
    return (System.nanoTime() - before) / 1e6;
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
