package dev.gatun.conformance.graphs;

import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Verdict;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A random graph's result as a case of a report.
final class GraphCase {
  private static final String SUITE = "graphs";
  private static final String OPERATOR = "random network";

  private GraphCase() {}

  /// The case of a seed.
  ///
  /// @param least the smallest graph that fails so, or null where there is none
  /// @param nanos time that running, comparing and making smaller took
  static CaseResult of(long seed, GraphResult result, @Nullable RandomGraph least, long nanos) {
    String reason = result.reason().strip();
    boolean compared =
        switch (result.verdict()) {
          case PASSED, MISTRUSTED, DIFFERENT -> true;
          case BROKEN, UNIMPLEMENTED, UNJUDGED -> false;
        };
    return new CaseResult(
        SUITE,
        "seed " + seed,
        verdict(result.verdict()),
        least == null ? reason : reason + "\n" + GraphText.of(least),
        compared ? result.error() : null,
        compared ? GraphComparison.GATE : null,
        new TreeSet<>(List.of(OPERATOR)),
        nanos,
        "--graphs 1 --seed " + seed);
  }

  private static Verdict verdict(GraphResult.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Verdict.PASSED;
      case DIFFERENT, BROKEN -> Verdict.FAILED;
      case UNIMPLEMENTED -> Verdict.UNIMPLEMENTED;
      case MISTRUSTED -> Verdict.MISTRUSTED;
      case UNJUDGED -> Verdict.NOT_APPLICABLE;
    };
  }
}
