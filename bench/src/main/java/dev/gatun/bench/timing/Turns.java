package dev.gatun.bench.timing;

import java.util.ArrayList;
import java.util.List;

/// Times engines in turns, A B A B …, so that whatever else the machine does meets all of them
/// alike.
///
/// A turn is a pause, one or two untimed runs that wake threads and fill caches, and timed runs.
/// Turn by turn medians are compared, not run by run times: an engine whose pool spins after a run
/// would take a core from the next one.
public final class Turns {
  private static final int WARM_UP_RUNS = 10;

  /// The medians of what parts of a warm-up are compared.
  private static final int WARM_UP_STAGES = 4;

  /// Of the best stage so far, what the next one must take at least if the JIT compiler is through.
  private static final double SETTLED = 0.97;

  /// Runs before each turn's timed ones.
  private static final int UNTIMED_RUNS = 2;

  /// A run of that length wakes and fills by itself.
  private static final double LONG_RUN_MILLIS = 200;

  /// In one turn.
  private static final int MOST_RUNS = 100_000;

  private Turns() {}

  /// Times each engine.
  ///
  /// @param engines what one run of each is
  /// @param schedule how much is run
  /// @return the times of each, in the same order
  public static List<Times> time(List<Runnable> engines, Schedule schedule) {
    List<Double> estimates = new ArrayList<>();
    for (Runnable engine : engines) {
      pause(schedule.pauseMillis());
      estimates.add(warmUp(engine, schedule));
    }
    List<List<double[]>> turns = engines.stream().map(engine -> newTurns()).toList();
    for (int turn = 0; turn < schedule.turns(); turn++) {
      for (int i = 0; i < engines.size(); i++) {
        pause(schedule.pauseMillis());
        turns.get(i).add(turn(engines.get(i), estimates.get(i), schedule));
      }
    }
    return turns.stream().map(Times::new).toList();
  }

  private static List<double[]> newTurns() {
    return new ArrayList<>();
  }

  /// Runs until the JIT compiler is through: ten times at least, and on for as long as that still
  /// makes runs faster.
  ///
  /// @return about how long a run takes from now on, in milliseconds
  private static double warmUp(Runnable engine, Schedule schedule) {
    List<Double> times = new ArrayList<>();
    double passed = 0;
    double best = Double.POSITIVE_INFINITY;
    while (true) {
      double stop = passed + schedule.warmUpMillis() / WARM_UP_STAGES;
      List<Double> stage = new ArrayList<>();
      do {
        double millis = run(engine);
        stage.add(millis);
        passed += millis;
      } while (passed < stop);
      times.addAll(stage);
      double median = Quantiles.of(stage).median();
      boolean enough = times.size() >= WARM_UP_RUNS && passed >= schedule.warmUpMillis();
      if ((enough && median > SETTLED * best) || passed >= schedule.patienceMillis()) {
        return Math.min(median, best);
      }
      best = Math.min(best, median);
    }
  }

  private static double[] turn(Runnable engine, double estimate, Schedule schedule) {
    int untimed = estimate < LONG_RUN_MILLIS ? UNTIMED_RUNS : 0;
    for (int i = 0; i < untimed; i++) {
      engine.run();
    }
    long runs = Math.round(schedule.turnMillis() / estimate); // huge where the clock saw nothing
    double[] times = new double[Math.clamp(runs, 1, MOST_RUNS)];
    for (int i = 0; i < times.length; i++) {
      times[i] = run(engine);
    }
    return times;
  }

  /// @return milliseconds
  private static double run(Runnable engine) {
    long start = System.nanoTime();
    engine.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // without a pause, and the caller decides
    }
  }
}
