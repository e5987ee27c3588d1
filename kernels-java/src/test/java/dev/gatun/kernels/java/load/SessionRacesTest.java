package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.Kernels;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Tensor;
import dev.gatun.op.Conv;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Sessions are opened, run and closed by many threads at once. A run gives the bits of a serial
/// one or is refused in one sentence, and when all are closed no thread is left.
@Tag("once")
final class SessionRacesTest {
  private static final int THREADS = 16;
  private static final String REFUSED = "Session: got a call after close, required an open session";

  private static final SessionOptions OPTIONS =
      SessionOptions.defaults().withBackend("java").withThreads(2);

  private static final List<Tensor> INPUTS = List.of(SmallNetwork.input(1, 12));
  private static final List<Tensor> OTHERS = List.of(SmallNetwork.input(2, 8));

  private static Model model;
  private static List<Tensor> expected;
  private static List<Tensor> expectedOfOthers;

  @BeforeAll
  static void runSerially() {
    model = Model.parse(SmallNetwork.bytes());
    try (Session session = model.compile(OPTIONS.withThreads(1))) {
      expected = session.run(INPUTS);
      expectedOfOthers = session.run(OTHERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sessionsComeAndGoOnManyThreads(Crowd crowd) throws InterruptedException {
    EngineThreads threads = new EngineThreads();
    crowd.run(
        THREADS,
        member -> {
          for (int round = 0; round < 6; round++) {
            try (Session session = model.compile(OPTIONS)) {
              Bits.assertSame(expected, session.run(INPUTS), "thread " + member);
            }
          }
        });
    threads.assertEnd();
  }

  @ParameterizedTest
  @EnumSource
  void closeDuringRunsLetsThemFinishAndRefusesLaterOnes(Crowd crowd) throws InterruptedException {
    EngineThreads threads = new EngineThreads();
    AtomicInteger finished = new AtomicInteger();
    for (int round = 0; round < 24; round++) {
      Session session = model.compile(OPTIONS);
      long delay = 40_000L * round;
      crowd.run(
          8,
          member -> {
            if (member < 2) { // two close it
              LockSupport.parkNanos(delay);
              session.close();
              assertRefused(() -> session.run(INPUTS));
              assertRefused(session::plans);
              assertRefused(session::warmUp);
            } else {
              boolean others = member % 2 == 0;
              InvalidInputException refusal =
                  assertThrows(
                      InvalidInputException.class,
                      () -> {
                        while (true) {
                          List<Tensor> got = session.run(others ? OTHERS : INPUTS);
                          Bits.assertSame(others ? expectedOfOthers : expected, got, "in a race");
                          finished.incrementAndGet();
                          LockSupport.parkNanos(
                              1); // else virtual threads leave the closers no processor
                        }
                      });
              assertEquals(REFUSED, refusal.getMessage());
            }
          });
    }
    assertTrue(finished.get() > 0, "some runs finish before the close");
    threads.assertEnd();
  }

  private static void assertRefused(Runnable call) {
    assertEquals(REFUSED, assertThrows(InvalidInputException.class, call::run).getMessage());
  }

  @Test
  void closingWhileThePlanIsMadeRefusesTheRunOrLetsItFinish() throws InterruptedException {
    EngineThreads threads = new EngineThreads();
    for (int round = 0; round < 24; round++) {
      Session session = model.compile(OPTIONS);
      long delay = 100_000L * round;
      Crowd.PLATFORM.run(
          3,
          member -> {
            if (member == 0) {
              LockSupport.parkNanos(delay);
              session.close();
            } else {
              try {
                Bits.assertSame(expected, session.run(INPUTS), "the first run");
              } catch (InvalidInputException e) {
                assertEquals(REFUSED, e.getMessage());
              }
            }
          });
    }
    threads.assertEnd();
  }

  @Test
  void aSessionClosedAtOnceLeavesNoThread() throws InterruptedException {
    EngineThreads threads = new EngineThreads();
    for (int round = 0; round < 50; round++) {
      model.compile(OPTIONS).close();
    }
    threads.assertEnd();
  }

  @ParameterizedTest
  @EnumSource
  void kernelsCloseWhileTheyAreCalled(Crowd crowd) throws InterruptedException {
    EngineThreads threads = new EngineThreads();
    Tensor x = SmallNetwork.input(1, 8);
    Tensor w = Tensor.of(new float[5 * 3 * 9], 5, 3, 3, 3);
    for (int i = 0; i < w.shape().size(); i++) {
      w.setDouble(i, i % 7 - 3);
    }
    List<Conv> convs =
        List.of(Conv.of(3, 3), Conv.of(3, 3).withStride(2), Conv.of(3, 3).withPad(1));
    List<Tensor> wanted;
    try (Kernels kernels = Kernels.of("java")) {
      wanted = convs.stream().map(conv -> kernels.conv(x, w, null, conv)).toList();
    }
    for (int round = 0; round < 10; round++) {
      Kernels kernels = Kernels.of("java");
      long delay = 300_000L * round;
      crowd.run(
          8,
          member -> {
            if (member == 0) {
              LockSupport.parkNanos(delay);
              kernels.close();
              return;
            }
            int which = member % convs.size();
            InvalidInputException refusal =
                assertThrows(
                    InvalidInputException.class,
                    () -> {
                      while (true) {
                        Tensor y = kernels.conv(x, w, null, convs.get(which));
                        Bits.assertSame(List.of(wanted.get(which)), List.of(y), "in a race");
                        LockSupport.parkNanos(1);
                      }
                    });
            assertEquals(
                "Kernels: got a call after close, required open kernels", refusal.getMessage());
          });
    }
    threads.assertEnd();
  }
}
