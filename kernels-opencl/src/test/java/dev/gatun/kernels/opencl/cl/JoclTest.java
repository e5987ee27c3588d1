package dev.gatun.kernels.opencl.cl;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gatun.kernels.opencl.RequiresDevice;
import org.junit.jupiter.api.Test;

@RequiresDevice
class JoclTest {
  private static final long MILLIS_BETWEEN_COLLECTIONS = 200;
  private static final int BUILDS = 20;

  private static volatile boolean done;

  /// A thread in a loop meets each collection with a SIGSEGV, which makes PoCL's compiler lose its
  /// files: without another attempt one build of five failed. A slow machine must find a pause in
  /// which it can build.
  @Test
  void programsAreBuiltWhileGarbageIsCollected() throws InterruptedException {
    done = false;
    Thread loop = Thread.ofPlatform().start(() -> assertNotEquals(1, loop()));
    Thread collector = Thread.ofPlatform().start(JoclTest::collect);
    try (Cl.Context context = Jocl.load().devices().getFirst().open()) {
      for (int i = 0; i < BUILDS; i++) {
        String unseen = "#define UNSEEN " + System.nanoTime() + "\n";
        context.build(unseen + "__kernel void set(__global long *x) { *x = UNSEEN; }", "").close();
      }
    } finally {
      done = true;
      loop.join();
      collector.join();
    }
  }

  private static long loop() {
    long sum = 0;
    while (!done) {
      for (long i = 0; i < 100_000_000; i += 3) {
        sum += i * sum ^ i;
      }
    }
    return sum;
  }

  private static void collect() {
    while (!done) {
      System.gc();
      try {
        Thread.sleep(MILLIS_BETWEEN_COLLECTIONS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
