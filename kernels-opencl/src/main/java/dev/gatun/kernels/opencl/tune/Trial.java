package dev.gatun.kernels.opencl.tune;

import dev.gatun.Limits;
import dev.gatun.Tensor;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.plan.DevicePlan;
import dev.gatun.kernels.opencl.plan.Weights;
import dev.gatun.spi.Engine;
import dev.gatun.spi.PlanReport;
import java.util.ArrayList;
import java.util.List;

/// A problem on a device with one shaping: is its result right, and how long does it take?
final class Trial implements AutoCloseable {
  /// What a result may differ by from the host's, as a part of the norm.
  static final double GATE = 1e-4;

  private final Problem problem;
  private final OpenDevice device;
  private final Weights weights;
  private final DevicePlan plan;
  private final List<Tensor> outputs;
  private final long[] ticks;

  /// Builds what the problem needs.
  ///
  /// @throws ClException if a program cannot be built
  Trial(OpenDevice opened, Shaping shaping, Engine host, Problem problem) {
    this.problem = problem;
    outputs = Problem.poisoned(problem.graph());
    device = opened.with(shaping);
    Weights made = null;
    DevicePlan compiled = null;
    try {
      made = new Weights(device, host);
      compiled = DevicePlan.compile(problem.graph(), device, made, host, Limits.defaults());
    } finally {
      if (compiled == null) {
        if (made != null) {
          made.close();
        }
        device.close();
      }
    }
    weights = made;
    plan = compiled;
    ticks = new long[plan.report().steps().size() + 1];
  }

  /// Runs once over memory that holds nothing but NaN.
  ///
  /// @return of each output, the root of the squared differences from what is expected over that of
  ///   the expected squares; NaN where a result is
  List<Double> errors() {
    outputs.forEach(output -> output.data().fill((byte) 0xff));
    plan.poison();
    plan.run(problem.inputs(), outputs);
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      errors.add(error(outputs.get(i).toFloats(), problem.expected().get(i).toFloats()));
    }
    return errors;
  }

  /// Whether all of [#errors] are small enough.
  boolean right() {
    return errors().stream().allMatch(error -> error <= GATE);
  }

  private static double error(float[] got, float[] expected) {
    double differences = 0;
    double squares = 0;
    for (int i = 0; i < got.length; i++) {
      double difference = (double) got[i] - expected[i];
      differences += difference * difference;
      squares += (double) expected[i] * expected[i];
    }
    return Math.sqrt(differences / squares);
  }

  /// Runs once, step by step.
  ///
  /// @return milliseconds of the steps that compute: transfers and changes of layout at the edges
  ///   do not occur within a network
  double millis() {
    plan.profile(problem.inputs(), outputs, ticks);
    String operator = problem.graph().nodes().getFirst().op().title();
    List<PlanReport.StepReport> steps = plan.report().steps();
    long nanos = 0;
    for (int i = 0; i < steps.size(); i++) {
      nanos += steps.get(i).operator().equals(operator) ? ticks[i + 1] - ticks[i] : 0;
    }
    return nanos / 1e6;
  }

  /// Kernels in order. Plans with the same ones are the same.
  List<String> kernels() {
    return plan.report().steps().stream().map(PlanReport.StepReport::kernel).toList();
  }

  @Override
  public void close() {
    try {
      plan.close();
    } finally {
      weights.close();
      device.close();
    }
  }
}
