package dev.gatun.conformance.hostile;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Makes mutants, loads each, and runs what is accepted.
///
/// ```java
/// Tally tally = new Campaign(mutator, intake, run).run(0, 100_000, done -> {});
/// ```
public final class Campaign {
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long LOOK_MILLIS = 100;

  private final Mutator mutator;
  private final Intake intake;
  private final @Nullable FencedRun fencedRun;

  /// A campaign.
  ///
  /// @param mutator makes the files
  /// @param intake loads them
  /// @param fencedRun runs the accepted ones, or null: none is run
  public Campaign(Mutator mutator, Intake intake, @Nullable FencedRun fencedRun) {
    this.mutator = mutator;
    this.intake = intake;
    this.fencedRun = fencedRun;
  }

  /// Examines mutants one after the other. One that is not done after a minute counts as a failure;
  /// the thread that hangs is left behind.
  ///
  /// @param from number of the first mutant
  /// @param count how many
  /// @param progress told the number of mutants that are done, ten times a second
  /// @return what came of them
  public Tally run(long from, long count, LongConsumer progress) {
    Tally tally = new Tally();
    long next = from;
    while (next < from + count) {
      Batch batch = new Batch(next, from + count, tally);
      next = batch.watch(done -> progress.accept(done - from));
    }
    return tally;
  }

  /// Examines one mutant.
  ///
  /// @param mutant the file
  /// @param tally where the outcome is counted
  public void examine(Mutant mutant, Tally tally) {
    Intake.Result result = intake.load(mutant.bytes());
    FencedRun.Result ran =
        fencedRun == null || result.model() == null
            ? new FencedRun.Result(0, null)
            : fencedRun.run(result.model(), mutant.number());
    tally.count(mutant, result, ran);
  }

  /// Mutants on a thread of their own, up to the last or to one that hangs.
  private final class Batch {
    private final long end;
    private final Tally tally;
    private final Thread thread;
    private final AtomicReference<Mutant> current = new AtomicReference<>();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private volatile long at;
    private volatile long started = System.nanoTime();

    Batch(long from, long end, Tally tally) {
      this.at = from;
      this.end = end;
      this.tally = tally;
      this.thread = Thread.ofPlatform().daemon().name("gatun-fuzz").unstarted(this::work);
    }

    private void work() {
      try {
        for (long number = at; number < end; number++) {
          started = System.nanoTime();
          Mutant mutant = mutator.mutant(number);
          current.set(mutant);
          examine(mutant, tally);
          at = number + 1;
        }
      } catch (Throwable e) { // a mistake of the fuzzer itself: it ends the campaign
        broken.set(e);
      }
    }

    /// Waits.
    ///
    /// @return the number of the mutant to go on with
    long watch(LongConsumer progress) {
      thread.start();
      try {
        while (!thread.join(Duration.ofMillis(LOOK_MILLIS))) {
          progress.accept(at);
          if (System.nanoTime() - started > HANG_NANOS) {
            Mutant mutant = Objects.requireNonNull(current.get(), "a mutant is under way");
            tally.hang(mutant, thread.getStackTrace());
            return at + 1;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return end;
      }
      Throwable mistake = broken.get();
      if (mistake != null) {
        throw new IllegalStateException("mutant " + at + ": the fuzzer failed", mistake);
      }
      return end;
    }
  }
}
