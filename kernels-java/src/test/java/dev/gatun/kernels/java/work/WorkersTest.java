package dev.gatun.kernels.java.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class WorkersTest {
  @Property(tries = 60)
  void eachTaskRunsExactlyOnce(
      @ForAll @IntRange(min = 1, max = 6) int threads, @ForAll @IntRange(max = 500) int tasks) {
    try (Workers workers = new Workers(threads)) {
      for (int round = 0; round < 20; round++) {
        AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
        AtomicIntegerArray inUse = new AtomicIntegerArray(threads);
        workers.run(
            tasks,
            (task, worker) -> {
              assertEquals(0, inUse.getAndIncrement(worker), "worker number in use twice");
              runs.incrementAndGet(task);
              inUse.decrementAndGet(worker);
            });
        for (int i = 0; i < tasks; i++) {
          assertEquals(1, runs.get(i), "task " + i);
        }
      }
    }
  }

  @Test
  void plainWritesOfTasksAreSeenByTheCallerAndByLaterRegions() {
    try (Workers workers = new Workers(3)) {
      int[] values = new int[64];
      for (int round = 1; round <= 20_000; round++) {
        workers.run(values.length, (task, worker) -> values[task]++);
        int expected = round;
        for (int value : values) {
          assertEquals(expected, value);
        }
      }
    }
  }

  @Test
  void manyCallersShareOnePool() throws InterruptedException {
    try (Workers workers = new Workers(3)) {
      AtomicInteger sum = new AtomicInteger();
      List<Thread> callers = new ArrayList<>();
      for (int c = 0; c < 8; c++) {
        Thread.Builder builder = c % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual();
        callers.add(
            builder.start(() -> {
              for (int round = 0; round < 300; round++) {
                workers.run(11, (task, worker) -> sum.addAndGet(task));
              }
            }));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(8 * 300 * 55, sum.get());
    }
  }

  @Test
  void aRunInsideATaskGoesInline() {
    try (Workers workers = new Workers(3)) {
      AtomicInteger inner = new AtomicInteger();
      workers.run(
          6,
          (task, worker) -> {
            Thread outer = Thread.currentThread();
            workers.run(
                5,
                (innerTask, innerWorker) -> {
                  assertSame(outer, Thread.currentThread());
                  inner.incrementAndGet();
                });
          });
      assertEquals(30, inner.get());
    }
  }

  @Test
  void anExceptionReachesTheCallerAfterAllTasksRan() {
    for (int threads : new int[] {1, 3}) {
      try (Workers workers = new Workers(threads)) {
        AtomicInteger runs = new AtomicInteger();
        RuntimeException thrown =
            assertThrows(
                RuntimeException.class,
                () ->
                    workers.run(
                        40,
                        (task, worker) -> {
                          runs.incrementAndGet();
                          if (task % 7 == 3) {
                            throw new UnsupportedOperationException("task " + task);
                          }
                        }));
        assertTrue(thrown.getMessage().startsWith("task "));
        assertEquals(40, runs.get());
        workers.run(40, (task, worker) -> runs.incrementAndGet());
        assertEquals(80, runs.get());
      }
    }
  }

  @Test
  void parkedWorkersWakeUp() {
    try (Workers workers = new Workers(2)) {
      for (int round = 0; round < 20; round++) {
        LockSupport.parkNanos(5 * Workers.SPIN_NANOS);
        AtomicInteger runs = new AtomicInteger();
        workers.run(
            2,
            (task, worker) -> {
              LockSupport.parkNanos(
                  3 * Workers.SPIN_NANOS); // long enough that the caller parks, too
              runs.incrementAndGet();
            });
        assertEquals(2, runs.get());
      }
    }
  }

  @Test
  void anInterruptedCallerStillGetsItsResult() {
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      AtomicInteger runs = new AtomicInteger();
      workers.run(
          8,
          (task, worker) -> {
            long end = System.nanoTime() + 200_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            runs.incrementAndGet();
          });
      assertEquals(8, runs.get());
      assertTrue(Thread.interrupted(), "the flag stays");
    }
  }

  @Test
  void closeEndsAllThreadsAndLaterRunsGoInline() {
    Workers workers = new Workers(4);
    List<Thread> met = new ArrayList<>();
    workers.run(
        64,
        (task, worker) -> {
          synchronized (met) {
            met.add(Thread.currentThread());
          }
        });
    workers.close();
    workers.close();
    met.removeIf(Thread.currentThread()::equals);
    for (Thread thread : met) {
      assertFalse(thread.isAlive(), thread.getName());
    }
    AtomicInteger runs = new AtomicInteger();
    Thread here = Thread.currentThread();
    workers.run(
        9,
        (task, worker) -> {
          assertSame(here, Thread.currentThread());
          runs.incrementAndGet();
        });
    assertEquals(9, runs.get());
  }

  @Test
  void oneThreadStartsNone() {
    int before = Thread.activeCount();
    try (Workers workers = new Workers(1)) {
      assertEquals(before, Thread.activeCount());
      assertEquals(1, workers.threads());
      Thread here = Thread.currentThread();
      workers.run(3, (task, worker) -> assertSame(here, Thread.currentThread()));
    }
    assertThrows(IllegalArgumentException.class, () -> new Workers(0));
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
