package dev.gatun.conformance.suite;

import dev.gatun.conformance.suite.OracleRunner.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// The process that [OracleScore] loses when native code dies: runs the cases of a folder from one
/// index on and prints a line for each: a tab, the verdict, a tab, the reason.
final class OracleWorker {
  /// Exit status where a case took too long.
  static final int TIMED_OUT = 124;

  /// Seconds that a case may take.
  static final int PATIENCE = 60;

  /// What the lines begin with; native code may print others.
  static final String ANSWER = "\t";

  private OracleWorker() {}

  /// Runs the cases.
  ///
  /// @param args a folder, the index of the first case, and whether to be generous
  public static void main(String[] args) throws InterruptedException {
    List<SuiteCase> cases = SuiteFinder.find(Path.of(args[0]));
    OracleRunner runner = new OracleRunner(Boolean.parseBoolean(args[2]));
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    for (SuiteCase suiteCase : cases.subList(Integer.parseInt(args[1]), cases.size())) {
      ScheduledFuture<?> end =
          clock.schedule(() -> Runtime.getRuntime().halt(TIMED_OUT), PATIENCE, TimeUnit.SECONDS);
      Outcome outcome = runner.run(suiteCase);
      end.cancel(false);
      System.out.println(ANSWER + outcome.verdict() + "\t" + outcome.reason());
    }
  }
}
