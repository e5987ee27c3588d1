package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/// The threads that engines started.
final class EngineThreads {
  /// How long a thread may take to end: a warm-up goes on to the end of the tile that is compiled.
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofMillis(1);

  private final Set<Thread> before = alive();

  /// Remembers those that are there.
  EngineThreads() {}

  private static Set<Thread> alive() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("gatun-"));
    return threads;
  }

  /// The names of those that have been started since and are alive.
  ///
  /// @return in order
  Set<String> started() {
    Set<String> names = new TreeSet<>();
    for (Thread thread : alive()) {
      if (!before.contains(thread)) {
        names.add(thread.getName());
      }
    }
    return names;
  }

  /// Waits for the end of all that have been started since.
  ///
  /// @param most how long
  /// @return whether they have ended
  boolean haveEnded(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!started().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(SHORT);
    }
    return started().isEmpty();
  }

  /// Requires that all that have been started since end soon.
  void assertEnd() throws InterruptedException {
    haveEnded(LONG);
    assertEquals(Set.of(), started(), "threads left after the last session was closed");
  }
}
