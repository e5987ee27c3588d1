package dev.gatun.kernels.java.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.GatunException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Memory runs out at one allocation of a session's life: while a model is read, compiled, run with
/// two signatures, or closed. What comes out is an OutOfMemoryError or a typed exception; the
/// session goes on; when it is closed, its memory is freed and its threads end; and the next
/// session works.
@Tag("once")
@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class AllocationFaultsTest {
  private static final Duration LONG = Duration.ofSeconds(5);

  @Test
  void everyPlaceThatAllocatesMayFail() throws Exception {
    fail("0", 1);
  }

  @Test
  @Tag("soak")
  void everyAllocationMayFail() throws Exception {
    fail(null, Integer.MAX_VALUE);
  }

  /// @param width vector bits, null for the machine's own
  /// @param most times that a place fails: the first, the second, …
  private static void fail(@Nullable String width, int most) throws Exception {
    byte[] file = SmallNetwork.bytes();
    Function<byte[], List<byte[]>> trial = trial(width);
    EngineThreads threads = new EngineThreads();
    List<byte[]> expected = List.of();
    for (int i = 0; i < 2; i++) { // the first one initialises classes
      Faults.begin(-1, 0);
      expected = trial.apply(file);
    }
    threads.assertEnd();
    int[] reached = new int[Faults.sites()];
    Arrays.setAll(reached, Faults::reached);
    assertTrue(Arrays.stream(reached).filter(times -> times > 0).count() > 500, "places reached");
    int faults = 0;
    int passedOn = 0;
    List<String> wrong = new ArrayList<>();
    for (int site = 0; site < reached.length; site++) {
      for (int time = 1; time <= Math.min(most, reached[site]); time++) {
        String place = Faults.name(site) + ", time " + time + ": ";
        Faults.begin(site, time);
        try {
          requireSame(expected, trial.apply(file));
        } catch (Throwable e) {
          passedOn++;
          if (!isTyped(e)) {
            wrong.add(place + e);
          }
        } finally {
          Faults.end();
        }
        faults++;
        String left = left(threads);
        if (!left.isEmpty()) {
          wrong.add(place + left);
          threads = new EngineThreads();
        }
      }
    }
    requireSame(expected, trial.apply(file));
    System.out.println(
        faults
            + " allocations failed, one in each session; "
            + passedOn
            + " ended in an exception");
    assertEquals(List.of(), wrong);
  }

  private static void requireSame(List<byte[]> expected, List<byte[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      if (!Arrays.equals(expected.get(i), actual.get(i))) {
        throw new IllegalStateException("result " + i + " differs");
      }
    }
  }

  private static boolean isTyped(Throwable e) {
    Class<?> parent = e.getClass().getSuperclass();
    return e instanceof OutOfMemoryError
        || (parent != null && parent.getName().equals(GatunException.class.getName()));
  }

  private static String left(EngineThreads threads) throws InterruptedException {
    long end = System.nanoTime() + LONG.toNanos();
    while (Faults.openArenas() > 0 && System.nanoTime() < end) {
      Thread.sleep(1);
    }
    int arenas = Faults.openArenas();
    Faults.forget();
    if (arenas > 0) {
      return arenas + " arenas are left open";
    }
    return threads.haveEnded(LONG) ? "" : threads.started() + " are left";
  }

  @SuppressWarnings("unchecked") // the class is loaded twice, Function once
  private static Function<byte[], List<byte[]>> trial(@Nullable String width) throws Exception {
    FaultyLoader loader = FaultyLoader.of(width);
    Class<?> type = loader.loadClass(FaultTrial.class.getName());
    Object trial = type.getConstructor().newInstance();
    return (Function<byte[], List<byte[]>>) trial;
  }
}
