package dev.gatun.bench.run;

import dev.gatun.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Times a run: first some runs that only warm up, so that the JIT compiler is through, then the
 * timed ones.
 */
final class Stopwatch {
  private static final long PATIENCE_NANOS = 200_000_000;

  private final Supplier<Map<String, Tensor>> run;
  private final Runnable warmUp;
  private Map<String, Tensor> outputs = Map.of();

  /**
   * @param run what is timed
   * @param warmUp waits until later runs are at full speed; called after the warm-up runs
   */
  Stopwatch(Supplier<Map<String, Tensor>> run, Runnable warmUp) {
    this.run = run;
    this.warmUp = warmUp;
  }

  /** The median of so many runs in milliseconds; of a single run there is no warm-up. */
  double exactly(int count) {
    if (count > 1) {
      times(count, Long.MAX_VALUE);
      warmUp.run();
    }
    return Tally.median(times(count, Long.MAX_VALUE));
  }

  /**
   * The same, but warming up and timing each stop when they have taken long enough for a person.
   */
  double atMost(int count) {
    if (count > 1) {
      times(count, PATIENCE_NANOS);
      warmUp.run();
    }
    return Tally.median(times(count, PATIENCE_NANOS));
  }

  /** What the last run gave. */
  Map<String, Tensor> outputs() {
    return outputs;
  }

  private List<Double> times(int count, long patience) {
    List<Double> milliseconds = new ArrayList<>();
    long begin = System.nanoTime();
    for (int i = 0; i < count && (i == 0 || System.nanoTime() - begin < patience); i++) {
      long start = System.nanoTime();
      outputs = run.get();
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
    return milliseconds;
  }
}
