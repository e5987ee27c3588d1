package dev.gatun.kernels.java.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A fixed pool for short parallel regions: `threads − 1` daemon threads, and the caller as worker 0.
///
///     try (Workers workers = new Workers(4)) {
///       workers.run(rows, (row, worker) -> convolve(row, scratch[worker]));
///     }
///
/// The tasks of a region are split evenly and in order, so that a worker finds in its cache what it wrote in the region
/// before; who is done steals from the far end of the others' ranges. Waiting threads spin for [#SPIN_NANOS], then park:
/// between the layers of a network a hand-over costs well below a microsecond, an idle pool costs nothing. The caller
/// never waits for a worker that holds no task.
///
/// One region runs at a time. A caller that finds the pool taken, by another thread or because it is itself inside a task,
/// runs its tasks alone; so does everyone once the pool is closed. A run allocates nothing.
public final class Workers implements AutoCloseable {
  /// How long a thread spins before it parks.
  static final long SPIN_NANOS = 60_000;

  private static final int SPINS_PER_CLOCK = 64;

  // All shared words live in one array, two cache lines apart: the x86 prefetcher fetches lines in
  // pairs.
  private static final int PAD = 16;
  private static final int BUSY = PAD; // 1 while a region runs
  private static final int SEQUENCE = 2 * PAD; // regions begun; changed by the owner of BUSY
  private static final int DONE =
      3 * PAD; // tasks of the region that workers other than 0 have finished
  private static final int WORKERS = 4 * PAD; // per worker: range of tasks, parked flag
  private static final int PARKED = PAD / 2;

  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle FAILURE;
  private static final VarHandle WAITER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      FAILURE = lookup.findVarHandle(Workers.class, "failure", Throwable.class);
      WAITER = lookup.findVarHandle(Workers.class, "waiter", Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int threads;
  private final Thread[] pool;
  private final long[] words;

  // Written by the owner of BUSY before it publishes ranges, read after a range is claimed.
  private @Nullable Task task;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiter;
  private volatile boolean closed;

  /// Starts the threads.
  ///
  /// @param threads workers including the caller; 1 starts no thread
  /// @throws IllegalArgumentException when threads is below 1
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("Workers: got " + threads + " threads, need at least 1");
    }
    this.threads = threads;
    this.words = new long[WORKERS + threads * PAD + PAD];
    this.pool = new Thread[threads - 1];
    for (int i = 0; i < pool.length; i++) {
      int worker = i + 1;
      pool[i] =
          Thread.ofPlatform()
              .daemon()
              .name("gatun-worker-" + worker)
              .inheritInheritableThreadLocals(false)
              .unstarted(() -> serve(worker));
    }
    boolean started = false;
    try {
      for (Thread thread : pool) {
        thread.start();
      }
      started = true;
    } finally {
      if (!started) { // the system gives no more threads: end those that run
        close();
      }
    }
  }

  /// The number of workers a task may meet.
  ///
  /// @return threads including the caller
  public int threads() {
    return threads;
  }

  /// Runs tasks 0 to `tasks − 1`, each exactly once, and returns when all have finished.
  ///
  /// A task that throws does not keep the others from running; the first exception is thrown when
  /// all are done.
  ///
  /// @param tasks how many
  /// @param task what to do
  public void run(int tasks, Task task) {
    if (tasks <= 1 || threads == 1 || !WORDS.compareAndSet(words, BUSY, 0L, 1L)) {
      runAlone(tasks, task);
      return;
    }
    Throwable thrown;
    try {
      publish(tasks, task);
      int finished = work(0);
      await(tasks - finished);
    } finally {
      thrown = failure;
      failure = null;
      this.task = null;
      WORDS.setVolatile(words, BUSY, 0L);
    }
    if (thrown != null) {
      throwUnchecked(thrown);
    }
  }

  private static void runAlone(int tasks, Task task) {
    Throwable thrown = null;
    for (int i = 0; i < tasks; i++) {
      try {
        task.run(i, 0);
      } catch (Throwable t) {
        thrown = thrown == null ? t : thrown;
      }
    }
    if (thrown != null) {
      throwUnchecked(thrown);
    }
  }

  private static void throwUnchecked(Throwable t) {
    switch (t) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("a task threw a checked exception", t);
    }
  }

  private void publish(int tasks, Task task) {
    this.task = task;
    WORDS.setOpaque(words, DONE, 0L);
    int shares = Math.min(tasks, threads);
    for (int w = 0; w < shares; w++) {
      long from = (long) tasks * w / shares;
      long to = (long) tasks * (w + 1) / shares;
      WORDS.setRelease(words, WORKERS + w * PAD, from << 32 | to);
    }
    long sequence = (long) WORDS.getOpaque(words, SEQUENCE);
    WORDS.setVolatile(words, SEQUENCE, sequence + 1);
    for (int w = 1; w < shares; w++) {
      wake(w);
    }
  }

  private void wake(int worker) {
    int parked = WORKERS + worker * PAD + PARKED;
    if ((long) WORDS.getVolatile(words, parked) != 0
        && WORDS.compareAndSet(words, parked, 1L, 0L)) {
      LockSupport.unpark(pool[worker - 1]);
    }
  }

  /// The caller's wait for tasks that others have claimed.
  @SuppressWarnings(
      "ThreadPriorityCheck") // an interrupted thread cannot park, and must not spin hot
  private void await(int wanted) {
    if (!spinUntilDone(wanted)) {
      WAITER.setVolatile(this, Thread.currentThread());
      while ((long) WORDS.getVolatile(words, DONE) != wanted) {
        if (Thread.currentThread().isInterrupted()) {
          Thread.onSpinWait(); // park would return at once
        } else {
          LockSupport.park(this);
        }
      }
      WAITER.setVolatile(this, null);
    }
  }

  private boolean spinUntilDone(int wanted) {
    long start = 0;
    for (int spins = 0; (long) WORDS.getAcquire(words, DONE) != wanted; spins++) {
      Thread.onSpinWait();
      if (spins % SPINS_PER_CLOCK == 0) {
        long now = System.nanoTime();
        start = start == 0 ? now : start;
        if (now - start > SPIN_NANOS) {
          return false;
        }
      }
    }
    return true;
  }

  /// A pool thread's life.
  private void serve(int worker) {
    long seen = 0;
    while (!closed) {
      seen = awaitRegion(worker, seen);
      int finished = work(worker);
      if (finished > 0) {
        WORDS.getAndAdd(words, DONE, (long) finished);
        Thread caller = waiter;
        if (caller != null) {
          LockSupport.unpark(caller);
        }
      }
    }
  }

  /// @return the sequence word, once it differs from `seen`
  private long awaitRegion(int worker, long seen) {
    long start = 0;
    for (int spins = 0; ; spins++) {
      long sequence = (long) WORDS.getAcquire(words, SEQUENCE);
      if (sequence != seen) {
        return sequence;
      }
      Thread.onSpinWait();
      if (spins % SPINS_PER_CLOCK == 0) {
        long now = System.nanoTime();
        start = start == 0 ? now : start;
        if (now - start > SPIN_NANOS) {
          park(worker, seen);
          start = 0;
        }
      }
    }
  }

  private void park(int worker, long seen) {
    int parked = WORKERS + worker * PAD + PARKED;
    WORDS.setVolatile(words, parked, 1L);
    // The flag before the second look, as the caller changes the sequence before it looks at the
    // flag: one sees the other.
    while ((long) WORDS.getVolatile(words, SEQUENCE) == seen
        && (long) WORDS.getVolatile(words, parked) == 1L) {
      LockSupport.park(this);
      Thread
          .interrupted(); // nobody interrupts the pool on purpose; a set flag would keep park from
      // parking
    }
    WORDS.setVolatile(words, parked, 0L);
  }

  /// Runs own tasks from the front, then others' from the back.
  ///
  /// A claim needs no region number: ranges are non-empty only while a region runs, and it cannot
  /// end before a claimed task has.
  private int work(int worker) {
    int finished = 0;
    for (int i = 0; i < threads; i++) {
      int victim = worker + i < threads ? worker + i : worker + i - threads;
      int at = WORKERS + victim * PAD;
      long range = (long) WORDS.getAcquire(words, at);
      while (range >>> 32 < (range & 0xffff_ffffL)) {
        long left = i == 0 ? range + (1L << 32) : range - 1;
        if (WORDS.compareAndSet(words, at, range, left)) {
          runClaimed(i == 0 ? (int) (range >>> 32) : (int) left, worker);
          finished++;
        }
        range = (long) WORDS.getAcquire(words, at);
      }
    }
    return finished;
  }

  private void runClaimed(int index, int worker) {
    try {
      Objects.requireNonNull(task).run(index, worker);
    } catch (Throwable t) {
      FAILURE.compareAndSet(this, null, t);
    }
  }

  /// Waits for a running region, then ends all threads. Later runs go on their callers alone. Must
  /// not be called from a task. Closing twice does nothing.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    while (!WORDS.compareAndSet(words, BUSY, 0L, 1L)) { // never given back
      if (closed) {
        return;
      }
      Thread.onSpinWait();
    }
    closed = true;
    WORDS.getAndAdd(words, SEQUENCE, 1L);
    boolean interrupted = false;
    for (int w = 1; w < threads; w++) {
      wake(w);
      while (pool[w - 1].isAlive()) {
        try {
          pool[w - 1].join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
