package dev.gatun.session;

import dev.gatun.Tensor;
import dev.gatun.spi.Executable;
import dev.gatun.spi.PlanReport.StepReport;
import java.util.ArrayList;
import java.util.List;

/// Notes when the steps of one call began and ended. Serves one thread.
public final class StepClock implements Runner {
  private final List<Timed> timed = new ArrayList<>();

  /// What one executable's run noted.
  private record Timed(List<StepReport> steps, long[] ticks) {}

  /// Receives steps.
  @FunctionalInterface
  public interface Receiver {
    /// Takes one step.
    ///
    /// @param step what ran
    /// @param begin [System#nanoTime] at its beginning
    /// @param end at its end
    void step(StepReport step, long begin, long end);
  }

  /// Nothing was noted yet.
  public StepClock() {}

  @Override
  public void run(Executable executable, List<Tensor> inputs, List<Tensor> outputs) {
    List<StepReport> steps = executable.report().steps();
    long[] ticks = new long[steps.size() + 1];
    if (executable.profile(inputs, outputs, ticks)) {
      timed.add(new Timed(steps, ticks));
    }
  }

  /// Hands out what was noted.
  ///
  /// @param receiver gets every step, in the order in which they ran
  public void forEach(Receiver receiver) {
    for (Timed run : timed) {
      for (int i = 0; i < run.steps.size(); i++) {
        receiver.step(run.steps.get(i), run.ticks[i], run.ticks[i + 1]);
      }
    }
  }
}
