package dev.gatun.kernels.opencl.cl;

import java.util.concurrent.atomic.AtomicLong;

/// What else a program does that builds for a device.
final class Builds {
  private static final long MILLIS_BETWEEN_COLLECTIONS = 50;
  private static final int LOOPS = 3;
  private static final int BUILDS = 20;
  private static final AtomicLong SUM = new AtomicLong();

  private Builds() {}

  /// Runs in a JVM of its own.
  ///
  /// @param arguments what to do
  public static void main(String[] arguments) throws InterruptedException {
    Cl.Device device = Jocl.load().devices().getFirst();
    if (arguments[0].equals("divide")) {
      System.out.println("thrown " + throwsArithmeticException(arguments.length - 1));
    } else {
      System.out.println("failed " + failuresBesideCollections(device));
    }
  }

  private static boolean throwsArithmeticException(int zero) {
    try {
      return 1 / zero > 1;
    } catch (ArithmeticException e) {
      return true;
    }
  }

  private static int failuresBesideCollections(Cl.Device device) {
    for (int i = 0; i < LOOPS; i++) {
      daemon(Builds::loop);
    }
    daemon(Builds::collect);
    int failed = 0;
    try (Cl.Context context = device.open()) {
      for (int i = 0; i < BUILDS; i++) {
        String unseen = "#define UNSEEN " + System.nanoTime() + "\n";
        try {
          context
              .build(unseen + "__kernel void set(__global long *x) { *x = UNSEEN; }", "")
              .close();
        } catch (ClException e) {
          failed++;
        }
      }
    }
    return failed;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  /// An inner loop that is counted with 64 bits stops where it is.
  private static void loop() {
    long sum = 0;
    while (true) {
      for (long i = 0; i < 100_000_000; i += 3) {
        sum += i * sum ^ i;
      }
      SUM.set(sum);
    }
  }

  private static void collect() {
    while (true) {
      System.gc();
      try {
        Thread.sleep(MILLIS_BETWEEN_COLLECTIONS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
