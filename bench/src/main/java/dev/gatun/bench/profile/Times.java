package dev.gatun.bench.profile;

import dev.gatun.InvalidInputException;
import dev.gatun.Session;
import dev.gatun.SessionProfile;
import dev.gatun.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Times of ordinary runs and of profiled ones, taken in turns so that whatever else the machine
/// does meets both alike.
///
/// @param wallNanos of each ordinary run
/// @param profiled as many runs with a look at the clock after each step, all with the same steps
record Times(double[] wallNanos, SessionProfile profiled) {
  /// In a second the JIT compiler gets to small steps, too.
  private static final long WARM_UP_NANOS = 1_000_000_000;

  private static final int WARM_UP_RUNS = 10;

  /// A network that takes longer calls its kernels often enough in fewer runs.
  private static final long MOST_WARM_UP_NANOS = 5 * WARM_UP_NANOS;

  /// Takes times.
  ///
  /// @param session of the model
  /// @param inputs one tensor per input
  /// @param runs of each kind, ≥ 1; 1 goes without a warm-up
  /// @throws InvalidInputException if the backend cannot time its steps
  static Times take(Session session, List<Tensor> inputs, int runs) {
    if (runs > 1) {
      warmUp(session, inputs);
    }
    double[] wall = new double[runs];
    List<SessionProfile.Run> profiled = new ArrayList<>();
    SessionProfile last = session.profile(inputs, 1);
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      session.run(inputs);
      wall[i] = System.nanoTime() - start;
      last = session.profile(inputs, 1);
      profiled.add(last.runs().getFirst());
    }
    requireSameSteps(last.report().engine(), profiled);
    return new Times(wall, new SessionProfile(last.report(), profiled));
  }

  private static void warmUp(Session session, List<Tensor> inputs) {
    session.run(inputs);
    session.warmUp();
    long start = System.nanoTime();
    long spent = 0;
    for (int i = 0; spent < (i < WARM_UP_RUNS ? MOST_WARM_UP_NANOS : WARM_UP_NANOS); i++) {
      session.run(inputs);
      session.profile(inputs, 1);
      spent = System.nanoTime() - start;
    }
  }

  private static void requireSameSteps(String engine, List<SessionProfile.Run> runs) {
    List<?> steps = steps(runs.getFirst());
    if (steps.isEmpty()) {
      throw new InvalidInputException(
          "profile: got no times from '" + engine + "', required a backend that times its steps");
    }
    for (SessionProfile.Run run : runs) {
      if (!steps(run).equals(steps)) {
        throw new InvalidInputException(
            "profile: got other steps in another run, required a model that runs alike each time");
      }
    }
  }

  private static List<?> steps(SessionProfile.Run run) {
    return run.steps().stream().map(SessionProfile.StepTime::step).toList();
  }

  /// The run of middle length.
  SessionProfile.Run middle() {
    List<SessionProfile.Run> sorted = new ArrayList<>(profiled.runs());
    sorted.sort((a, b) -> Long.compare(a.nanos(), b.nanos()));
    return sorted.get(sorted.size() / 2);
  }
}
