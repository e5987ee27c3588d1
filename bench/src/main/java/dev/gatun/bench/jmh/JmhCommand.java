package dev.gatun.bench.jmh;

import dev.gatun.bench.cli.Failures;
import dev.gatun.bench.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/// `gatun jmh`: kernels under the Java Microbenchmark Harness.
@Command(
    name = "jmh",
    sortOptions = false,
    usageHelpWidth = 100,
    customSynopsis = "gatun jmh [REGEX] [JMH OPTION]...",
    description = {
      "Runs kernels under the Java Microbenchmark Harness, with hot and with cold caches.",
      "Everything is handed on to it; 'gatun jmh -h' shows its options, 'gatun jmh -lp' what there is.",
      ""
    },
    footer = {
      "",
      "Such as: gatun jmh Conv -p shape=64x56-k3s1-64 -p cache=COLD -f 3",
      "Exit codes: 0 all ran; 1 a benchmark failed; 2 wrong usage."
    })
public final class JmhCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean help;

  @Unmatched private List<String> words = new ArrayList<>();

  /// For picocli.
  public JmhCommand() {}

  @Override
  public Integer call() throws Exception {
    CommandLineOptions options;
    try {
      options = new CommandLineOptions(words.toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new UsageException("jmh: " + e.getMessage());
    }
    Runner runner = new Runner(options);
    if (options.shouldHelp()) {
      options.showHelp();
    } else if (options.shouldList()) {
      runner.list();
    } else if (options.shouldListWithParams()) {
      runner.listWithParams(options);
    } else if (options.shouldListProfilers()) {
      options.listProfilers();
    } else if (options.shouldListResultFormats()) {
      options.listResultFormats();
    } else {
      return run(runner);
    }
    return Failures.OK;
  }

  private static int run(Runner runner) {
    try {
      runner.run();
      return Failures.OK;
    } catch (RunnerException e) {
      throw new UsageException("jmh: " + e.getMessage());
    }
  }
}
