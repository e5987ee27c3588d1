package dev.gatun.bench.jmh;

import dev.gatun.SessionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A kernel, called as a user calls it: a model of one operator, into memory that is there. What
/// the layouts of inputs and outputs cost is part of the call; `gatun layers` leaves it out.
///
/// Hot, the same model runs again and again. Cold, copies of it with weights and data of their own
/// run one after the other, as many as are larger than the caches together: what a run finds there
/// is then never its own. Hardware still fetches ahead, as it does in a network.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class KernelBenchmark {
  private static final int MOST_COPIES = 1024;

  /// What a run finds in the caches.
  public enum Cache {
    /// Its own data.
    HOT,
    /// That of others.
    COLD
  }

  /// What a run finds in the caches.
  @Param({"HOT", "COLD"})
  public Cache cache = Cache.HOT;

  /// Cold: mebibytes of all copies together; twice the last cache or more.
  @Param("512")
  public int coldMiB = 512;

  /// Threads of a run, the caller included.
  @Param("1")
  public int threads = 1;

  private final List<KernelCase.Copy> copies = new ArrayList<>();
  private int next;

  /// For subclasses; the harness makes them.
  protected KernelBenchmark() {}

  /// What is run.
  abstract KernelCase kernel();

  /// Makes the model, or its copies.
  @Setup(Level.Trial)
  public void setUp() {
    KernelCase kernel = kernel();
    SessionOptions options = SessionOptions.defaults().withBackend("java").withThreads(threads);
    copies.add(kernel.copy(0, options));
    if (cache == Cache.COLD) {
      long one = kernel.weightBytes() + copies.getFirst().bytes();
      long wanted = Math.clamp(Math.ceilDiv((long) coldMiB << 20, one), 2, MOST_COPIES);
      for (int i = 1; i < wanted; i++) {
        copies.add(kernel.copy(i, options));
      }
    }
  }

  /// Runs the model, or the next copy.
  @Benchmark
  public void run() {
    copies.get(next).run();
    next = next + 1 == copies.size() ? 0 : next + 1;
  }

  /// Closes all models.
  @TearDown(Level.Trial)
  public void tearDown() {
    copies.forEach(copy -> copy.session().close());
    copies.clear();
    next = 0;
  }

  /// How many models take turns.
  int copies() {
    return copies.size();
  }
}
