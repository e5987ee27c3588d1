package dev.gatun.kernels.java.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class BackgroundTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void doesJobsInOrderOnOneDaemonThread() {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    try (Background background = new Background("chores")) {
      for (int i = 0; i < 20; i++) {
        int job = i;
        background.submit(() -> seen.add(job + " " + Thread.currentThread().getName()));
      }
      background.await();
      assertEquals(20, seen.size());
      for (int i = 0; i < 20; i++) {
        assertEquals(i + " chores", seen.get(i));
      }
      background.submit(() -> seen.add("daemon " + Thread.currentThread().isDaemon()));
      background.await();
      assertEquals("daemon true", seen.getLast());
    }
  }

  @Test
  void theThreadEndsWhenIdleAndComesBack() throws InterruptedException {
    try (Background background = new Background("chores")) {
      for (int round = 0; round < 2; round++) {
        Thread[] thread = new Thread[1];
        background.submit(() -> thread[0] = Thread.currentThread());
        background.await();
        assertTrue(thread[0].join(LONG), "round " + round);
      }
    }
  }

  @Test
  void closeDropsWhatHasNotBegun() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          CountDownLatch begun = new CountDownLatch(1);
          CountDownLatch go = new CountDownLatch(1);
          List<String> seen = Collections.synchronizedList(new ArrayList<>());
          Background background = new Background("chores");
          background.submit(() -> {
            begun.countDown();
            awaitUninterrupted(go);
            seen.add("first");
          });
          background.submit(() -> seen.add("second"));
          begun.await();
          background.close();
          background.submit(() -> seen.add("third"));
          go.countDown();
          background.await();
          assertEquals(List.of("first"), seen);
        });
  }

  @Test
  void anInterruptedThreadStopsWaiting() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          CountDownLatch go = new CountDownLatch(1);
          try (Background background = new Background("chores")) {
            background.submit(() -> awaitUninterrupted(go));
            Thread.currentThread().interrupt();
            background.await();
            assertTrue(Thread.interrupted());
            assertFalse(Thread.interrupted());
            go.countDown();
          }
        });
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("a job was interrupted", e);
    }
  }
}
