package dev.gatun.conformance.hostile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What came of a campaign. Counted by one thread, read by others.
public final class Tally {
  /// A bug often shows in thousands of mutants; so many files are kept of one campaign.
  private static final int MOST_FAILURES = 200;

  private final Map<String, Long> refused = new TreeMap<>();
  private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
  private long mutants;
  private long accepted;
  private long ran;
  private long failed;
  private double memory;
  private long memoryNumber;
  private double time;
  private long timeNumber;

  /// A broken promise.
  ///
  /// @param mutant the file
  /// @param problem what was got and what is required
  public record Failure(Mutant mutant, String problem) {}

  /// Counts one mutant.
  ///
  /// @param mutant the file
  /// @param load what came of loading it
  /// @param run what came of running it
  synchronized void count(Mutant mutant, Intake.Result load, FencedRun.Result run) {
    mutants++;
    Throwable thrown = load.thrown();
    if (thrown == null) {
      accepted++;
    } else {
      refused.merge(thrown.getClass().getSimpleName(), 1L, Long::sum);
    }
    ran += run.runs() > 0 ? 1 : 0;
    if (load.memory() > memory) {
      memory = load.memory();
      memoryNumber = mutant.number();
    }
    if (load.time() > time) {
      time = load.time();
      timeNumber = mutant.number();
    }
    String problem = load.problem() == null ? run.problem() : load.problem();
    if (problem != null) {
      fail(mutant, problem);
    }
  }

  /// Counts one that did not end.
  synchronized void hang(Mutant mutant, StackTraceElement[] where) {
    mutants++;
    fail(
        mutant,
        "it does not end: "
            + Arrays.stream(where)
                .filter(frame -> frame.getClassName().startsWith("dev.gatun."))
                .limit(4)
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .collect(Collectors.joining(" < ")));
  }

  private void fail(Mutant mutant, String problem) {
    failed++;
    if (failures.size() < MOST_FAILURES) {
      failures.add(new Failure(mutant, problem));
    }
  }

  /// Mutants that were loaded.
  ///
  /// @return their number
  public synchronized long mutants() {
    return mutants;
  }

  /// Mutants that were models.
  ///
  /// @return their number
  public synchronized long accepted() {
    return accepted;
  }

  /// Mutants that ran to their end on a backend at least.
  ///
  /// @return their number
  public synchronized long ran() {
    return ran;
  }

  /// Broken promises.
  ///
  /// @return the first 200
  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /// A line on how far it is.
  ///
  /// @return such as `12000 mutants, 5000 accepted, 0 failures`
  public synchronized String line() {
    return mutants + " mutants, " + accepted + " accepted, " + failed + " failures";
  }

  /// All figures.
  ///
  /// @return lines of text
  public synchronized String summary() {
    StringBuilder text = new StringBuilder();
    row(text, "mutants", mutants, "");
    row(text, "accepted", accepted, "");
    row(text, "  of these ran", ran, "on a backend at least, with canaries");
    refused.forEach((type, count) -> row(text, "refused", count, "with " + type));
    text.append(
        String.format(
            Locale.ROOT,
            "memory: at most %.3f of what is allowed (mutant %d)%n"
                + "time: at most %.3f of what is allowed (mutant %d)%n",
            memory,
            memoryNumber,
            time,
            timeNumber));
    row(text, "failures", failed, "");
    return text.toString();
  }

  private static void row(StringBuilder text, String what, long count, @Nullable String more) {
    text.append(String.format(Locale.ROOT, "%-16s %,12d %s%n", what, count, more));
  }
}
