package dev.gatun.kernels.java.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/// Threads that do something at the same time.
enum Crowd {
  PLATFORM,
  VIRTUAL;

  private static final Duration LONG = Duration.ofMinutes(2);

  private Thread.Builder builder() {
    return switch (this) {
      case PLATFORM -> Thread.ofPlatform().daemon();
      case VIRTUAL -> Thread.ofVirtual();
    };
  }

  /// What one of them does.
  @FunctionalInterface
  interface Part {
    /// Runs on a thread of its own.
    ///
    /// @param member which one, from 0
    void run(int member) throws Exception;
  }

  /// Starts threads, which wait for each other and then all begin, and waits for their end.
  ///
  /// @param members how many
  /// @param part what each does
  /// @throws AssertionError if one throws, with what all of them threw, or if one does not end
  void run(int members, Part part) throws InterruptedException {
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch ready = new CountDownLatch(members);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      int member = i;
      threads.add(
          builder()
              .start(() -> {
                try {
                  ready.countDown();
                  ready.await();
                  part.run(member);
                } catch (Throwable e) {
                  failures.add(e);
                }
              }));
    }
    for (Thread thread : threads) {
      if (!thread.join(LONG)) {
        throw new AssertionError(
            "a thread of " + members + " did not end: " + List.of(thread.getStackTrace()));
      }
    }
    if (!failures.isEmpty()) {
      AssertionError all =
          new AssertionError(failures.size() + " of " + members + " threads: " + failures.peek());
      failures.forEach(all::addSuppressed);
      throw all;
    }
  }
}
