package dev.gatun.conformance.foreign;

import dev.gatun.conformance.contract.ContractRunner.Check;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Verdict;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/**
 * Something that an engine is known not to pass, and why.
 *
 * @param reason what the engine does otherwise
 * @param example a problem that it does not pass, or null where that depends on the machine
 * @param covers which problems may fail so
 * @param says what the failure's text says then
 */
record KnownGap(String reason, @Nullable String example, Predicate<Problem> covers, String says) {

  /** Whether a failure is this gap, and no new one. */
  boolean explains(Check check, CaseResult result) {
    return result.verdict() == Verdict.FAILED
        && covers.test(check.problem())
        && result.reason().contains(says);
  }

  /** What is left of a contract's problems; the one that a property names is never left out. */
  static Arbitrary<Problem> without(List<KnownGap> gaps, Arbitrary<Problem> problems) {
    return System.getProperty("gatun.problem") != null
        ? problems
        : problems.filter(p -> gaps.stream().noneMatch(gap -> gap.covers.test(p)));
  }
}
