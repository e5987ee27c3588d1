package dev.gatun.conformance.cli;

import java.io.PrintWriter;

/// A line on a terminal that says how far a long job is. It appears after two seconds, so that
/// short jobs stay quiet, and is wiped when the job ends. Without a terminal it does nothing.
///
/// ```java
/// try (ProgressBar bar = new ProgressBar(err, Terminal.isErr(), files.size())) {
///   for (Path file : files) {
///     bar.step(file.getFileName().toString());
///     check(file);
///   }
/// }
/// ```
public final class ProgressBar implements AutoCloseable {
  private static final long QUIET_NANOS = 2_000_000_000L;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final int CELLS = 24;
  private static final int LABEL = 40;

  private final PrintWriter err;
  private final boolean shown;
  private final int total;
  private final long start = System.nanoTime();
  private long lastDrawn;
  private int done;

  /// A bar for a job of known length.
  ///
  /// @param err where to draw
  /// @param shown whether that is a terminal
  /// @param total number of steps, 0 or more
  public ProgressBar(PrintWriter err, boolean shown, int total) {
    this.err = err;
    this.shown = shown;
    this.total = total;
    this.lastDrawn = start + QUIET_NANOS - REDRAW_NANOS;
  }

  /// Says that a step begins; the steps before it are done.
  ///
  /// @param label what it works on
  public void step(String label) {
    long now = System.nanoTime();
    if (shown && now - lastDrawn >= REDRAW_NANOS) {
      lastDrawn = now;
      err.print("\r" + line(label, (now - start) / 1_000_000_000L) + "\u001b[K");
      err.flush();
    }
    done++;
  }

  private String line(String label, long seconds) {
    int full = total == 0 ? CELLS : Math.min(CELLS, (int) ((long) CELLS * done / total));
    String shortLabel = label.length() > LABEL ? label.substring(0, LABEL - 1) + "…" : label;
    return "█".repeat(full)
        + "░".repeat(CELLS - full)
        + " "
        + done
        + "/"
        + total
        + " "
        + seconds
        + " s "
        + shortLabel;
  }

  /// Wipes the line where one was drawn.
  @Override
  public void close() {
    if (shown && lastDrawn > start + QUIET_NANOS - REDRAW_NANOS) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
