package dev.gatun.conformance.graphs;

import dev.gatun.conformance.graphs.GraphResult.Verdict;
import dev.gatun.conformance.suite.CaseResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Many random graphs, one for each seed from a first one on, on an engine and its oracle.
///
/// ```java
/// GraphCampaign campaign = new GraphCampaign(comparison, 42, 1000);
/// campaign.run(seed -> {});
/// campaign.print(out, null);
/// ```
public final class GraphCampaign {
  /// Failures that are shrunk; a bug that is everywhere needs no thousand witnesses.
  private static final int MOST_SHRUNK = 5;

  private final GraphComparison comparison;
  private final long first;
  private final int count;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private final List<Failure> failures = new ArrayList<>();
  private final List<CaseResult> cases = new ArrayList<>();
  private final Map<String, Long> unjudged = new LinkedHashMap<>();
  private double worst;
  private long worstSeed;

  /// A graph that failed, and the smallest one that fails in the same way where it was looked for.
  private record Failure(long seed, GraphResult result, @Nullable RandomGraph least) {}

  /// A campaign that has not begun.
  ///
  /// @param comparison the engines
  /// @param first seed of the first graph
  /// @param count how many graphs
  public GraphCampaign(GraphComparison comparison, long first, int count) {
    this.comparison = comparison;
    this.first = first;
    this.count = count;
  }

  /// Runs all graphs, and makes the first that fail smaller.
  ///
  /// @param progress told each seed before its graph is run
  public void run(LongConsumer progress) {
    for (long seed = first; seed < first + count; seed++) {
      progress.accept(seed);
      long start = System.nanoTime();
      GraphResult result = comparison.check(RandomGraph.of(seed));
      counts.merge(result.verdict(), 1, Integer::sum);
      RandomGraph least = null;
      if (result.isFailure()) {
        least = failures.size() < MOST_SHRUNK ? shrunk(seed, result.verdict()) : null;
        failures.add(new Failure(seed, result, least));
      } else if (result.verdict() == Verdict.UNJUDGED) {
        unjudged.putIfAbsent(result.reason(), seed);
      } else if (result.error() > worst) {
        worst = result.error();
        worstSeed = seed;
      }
      cases.add(GraphCase.of(seed, result, least, System.nanoTime() - start));
    }
  }

  /// The results as those of suites are, one for each graph, in the order of seeds.
  ///
  /// @return cases of the suite `graphs`
  public List<CaseResult> cases() {
    return List.copyOf(cases);
  }

  /// How many graphs ended so.
  ///
  /// @param verdict a verdict
  /// @return the count
  public int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  /// How many graphs the engine under test got wrong.
  ///
  /// @return 0 where all is well
  public int failures() {
    return failures.size();
  }

  /// Says what came of it: for the first failures seed, reason and the graph as far as it could be
  /// made smaller, then the counts.
  ///
  /// @param out where to
  /// @param folder for files of the smaller graphs, or null where none are wanted
  /// @throws IOException if a file cannot be written
  public void print(PrintWriter out, @Nullable Path folder) throws IOException {
    for (Failure failure : failures) {
      if (failure.least == null) {
        continue;
      }
      out.println("seed " + failure.seed + ": " + failure.result.reason().strip());
      out.println("the smallest graph that fails so:");
      out.println(GraphText.of(failure.least).indent(2).stripTrailing());
      out.println("  " + comparison.check(failure.least).reason().strip());
      if (folder != null) {
        Files.createDirectories(folder);
        Path file = folder.resolve("graph-" + failure.seed + ".onnx");
        failure.least.file().write(file);
        out.println("  written to " + file);
      }
      out.println("rerun with --graphs 1 --seed " + failure.seed);
    }
    if (failures.size() > MOST_SHRUNK) {
      out.println(
          "other seeds that fail: "
              + failures.stream()
                  .skip(MOST_SHRUNK)
                  .map(failure -> Long.toString(failure.seed))
                  .collect(Collectors.joining(", ")));
    }
    unjudged.forEach((reason, seed) -> out.println("unjudged: seed " + seed + ": " + reason));
    out.printf(
        "%s beside %s: %d graphs from seed %d on, %d passed, %d failed, %d unimplemented, %d mistrusted, %d unjudged;"
            + " largest relative L2 %.1e (seed %d), allowed %.0e%n",
        comparison.tested().name(),
        comparison.oracle().name(),
        count,
        first,
        count(Verdict.PASSED),
        failures.size(),
        count(Verdict.UNIMPLEMENTED),
        count(Verdict.MISTRUSTED),
        count(Verdict.UNJUDGED),
        worst,
        worstSeed,
        GraphComparison.GATE);
    out.flush();
  }

  /// Fails in the same way: what differed still differs, what broke still breaks.
  private RandomGraph shrunk(long seed, Verdict verdict) {
    return GraphShrinker.shrink(
        RandomGraph.of(seed), graph -> comparison.check(graph).verdict() == verdict);
  }
}
