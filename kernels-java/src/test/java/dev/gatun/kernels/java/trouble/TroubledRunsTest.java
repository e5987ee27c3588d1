package dev.gatun.kernels.java.trouble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.conformance.hostile.ModelText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Interrupts and closes, before and in the middle of runs: runs end with the right result, the
/// thread stays interrupted, a closed session refuses what comes after.
@Timeout(120)
@DisabledIfSystemProperty(named = "gatun.vectorBits", matches = ".+")
@EnabledIf("dev.gatun.kernels.java.width.Width#isVector")
class TroubledRunsTest {
  /// Takes some milliseconds on any backend.
  private static final Model MODEL =
      Model.parse(
          ModelText.bytes(
              """
              in x f32[1,8,N,40]; const w f32[8,8,3,3];
              a = Conv x,w pads=1,1,1,1; b = Relu a; c = Conv b,w pads=1,1,1,1;
              d = Relu c; y = Conv d,w pads=1,1,1,1; out y
              """));

  private static final int TIMES = 20;

  private final Set<Thread> before = engineThreads();
  private final Tensor input = input();
  private Tensor expected;

  private static Tensor input() {
    float[] elements = new float[8 * 40 * 40];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i % 5;
    }
    return Tensor.of(elements, 1, 8, 40, 40);
  }

  private Session open(String backend) {
    SessionOptions options = SessionOptions.defaults().withBackend(backend).withThreads(2);
    try (Session quiet = MODEL.compile(options)) {
      expected = quiet.run(input);
    }
    return MODEL.compile(options);
  }

  private void assertRight(Tensor result) {
    assertEquals(expected.toString(), result.toString());
    assertEquals(-1, expected.data().mismatch(result.data()));
  }

  @AfterEach
  void clearFlag() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void anInterruptedThreadGetsItsResult(String backend) {
    try (Session session = open(backend)) {
      Thread.currentThread().interrupt();
      assertRight(session.run(input)); // plans, too
      assertRight(session.run(input));
      assertTrue(Thread.currentThread().isInterrupted(), "the thread stays interrupted");
      session.warmUp();
      assertTrue(Thread.currentThread().isInterrupted(), "the thread stays interrupted");
    }
    assertTrue(Thread.currentThread().isInterrupted(), "close leaves the thread interrupted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void anInterruptInTheMiddleOfRunsChangesNothing(String backend) throws Exception {
    try (Session session = open(backend)) {
      Thread runner = Thread.currentThread();
      CountDownLatch started = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      Thread interrupter =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  started.await();
                  while (!over.await(300, TimeUnit.MICROSECONDS)) {
                    runner.interrupt();
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      started.countDown();
      for (int i = 0; i < TIMES; i++) {
        assertRight(session.run(input));
      }
      over.countDown();
      Thread.interrupted();
      while (interrupter.isAlive()) {
        Thread.onSpinWait();
      }
      Thread.interrupted();
      assertRight(session.run(input));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void aRunThatIsUnderWayEndsAfterClose(String backend) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      Session session = open(backend);
      CountDownLatch running = new CountDownLatch(1);
      FutureTask<Tensor> run =
          new FutureTask<>(() -> {
            running.countDown();
            return session.run(input);
          });
      Thread.ofPlatform().start(run);
      running.await();
      Thread.sleep(i % 4);
      session.close();
      try {
        assertRight(run.get());
      } catch (ExecutionException e) { // close came first
        assertRefused(e.getCause());
      }
      assertRefused(assertThrows(Throwable.class, () -> session.run(input)));
    }
    assertNoThreads();
  }

  private static void assertRefused(Throwable thrown) {
    assertEquals(InvalidInputException.class, thrown.getClass(), thrown::toString);
    assertTrue(thrown.getMessage().contains("after close"), thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "reference"})
  void aSessionIsClosedByManyAtOnceInTheMiddleOfARun(String backend) throws Exception {
    Session session = open(backend);
    FutureTask<Tensor> run = new FutureTask<>(() -> session.run(input));
    Thread.ofPlatform().start(run);
    Thread[] closers = new Thread[4];
    Arrays.setAll(closers, i -> Thread.ofPlatform().start(session::close));
    for (Thread closer : closers) {
      closer.join();
    }
    try {
      assertRight(run.get());
    } catch (ExecutionException e) {
      assertRefused(e.getCause());
    }
    assertNoThreads();
  }

  private static Set<Thread> engineThreads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("gatun-"));
    return threads;
  }

  /// Threads of the pools end with the last run; the one that compiles ends when its piece is done.
  private void assertNoThreads() throws InterruptedException {
    for (Thread thread : engineThreads()) {
      if (!before.contains(thread)) {
        thread.join(60_000);
        assertFalse(thread.isAlive(), () -> thread + " is left");
      }
    }
  }
}
