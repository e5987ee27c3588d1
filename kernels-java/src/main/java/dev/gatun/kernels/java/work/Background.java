package dev.gatun.kernels.java.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Jobs that nobody waits for, one after the other on one thread of their own, which ends when
/// there is nothing left to do.
public final class Background implements AutoCloseable {
  private static final long IDLE_MILLIS = 100;

  private final ThreadPoolExecutor thread;

  /// Starts no thread yet.
  ///
  /// @param name the thread's name
  public Background(String name) {
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /// Does a job after all earlier ones. After [#close] it is dropped.
  ///
  /// @param job what to do; what it throws goes to the thread's handler of uncaught exceptions
  public void submit(Runnable job) {
    if (!thread.isShutdown()) {
      thread.execute(job);
    }
  }

  /// Waits until all jobs submitted so far are done or dropped, or the calling thread is
  /// interrupted; it stays interrupted then.
  public void await() {
    CountDownLatch reached = new CountDownLatch(1);
    submit(reached::countDown);
    try {
      while (!thread.isTerminated() && !reached.await(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
        // a closed queue may have dropped the latch
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Drops what has not begun. Does not wait for the job under way.
  @Override
  public void close() {
    thread.shutdown();
    thread.getQueue().clear();
  }
}
