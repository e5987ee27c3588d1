package dev.gatun.conformance.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Limits;
import dev.gatun.conformance.contract.ContractRunner;
import dev.gatun.conformance.contract.ContractRunner.Check;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Verdict;
import dev.gatun.spi.EngineOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * ONNX Runtime goes through all contracts. Whatever it fails is a known gap, and every known gap is
 * still there: one that a newer version closes is noticed. {@code gatun conformance --contracts}
 * tries all problems; here are some of each family, the same in every run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrtKitTest {
  private static final int ONE_IN = 10;

  private ContractRunner runner;

  @BeforeAll
  void open() {
    runner = new ContractRunner(new OrtBackend(), new EngineOptions(2, Limits.defaults()));
  }

  @AfterAll
  void close() {
    runner.close();
  }

  @Test
  void everyFailureIsAKnownGap() {
    Random random = new Random(5);
    List<Check> checks =
        ContractRunner.all().stream().filter(_ -> random.nextInt(ONE_IN) == 0).toList();
    List<CaseResult> results = runner.run(checks, _ -> {});
    Map<KnownGap, Integer> seen = new LinkedHashMap<>();
    Map<Verdict, Integer> verdicts = new LinkedHashMap<>();
    Set<String> judged = new TreeSet<>();
    List<String> unexplained = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      CaseResult result = results.get(i);
      verdicts.merge(result.verdict(), 1, Integer::sum);
      if (result.verdict() == Verdict.PASSED) {
        judged.add(check.family());
      } else if (result.verdict() == Verdict.FAILED) {
        OrtGaps.ALL.stream()
            .filter(gap -> gap.explains(check, result))
            .findFirst()
            .ifPresentOrElse(
                gap -> seen.merge(gap, 1, Integer::sum),
                () -> unexplained.add(check.law() + ": " + result.reason()));
      }
    }
    System.out.println("ONNX Runtime: " + verdicts);
    seen.forEach(
        (gap, count) -> System.out.println("known gap, " + count + " times: " + gap.reason()));
    assertEquals(List.of(), unexplained);
    Set<String> families = new TreeSet<>();
    checks.forEach(check -> families.add(check.family()));
    assertEquals(families, judged, "each family has something that it passes");
  }

  @Test
  void everyKnownGapIsStillThere() {
    for (KnownGap gap : OrtGaps.ALL) {
      if (gap.example() == null) {
        System.out.println("known gap, not on every machine: " + gap.reason());
        continue;
      }
      List<Check> checks = ContractRunner.of(Problem.parse(gap.example()));
      List<CaseResult> results = runner.run(checks, _ -> {});
      boolean there = false;
      for (int i = 0; i < checks.size(); i++) {
        there |= gap.explains(checks.get(i), results.get(i));
      }
      assertTrue(there, () -> gap.reason() + ": " + gap.example() + ": " + results);
    }
  }

  private void assertUnimplemented(String line, String reason) {
    for (CaseResult result : runner.run(ContractRunner.of(Problem.parse(line)), _ -> {})) {
      assertEquals(Verdict.UNIMPLEMENTED, result.verdict(), result.reason());
      assertTrue(result.reason().contains(reason), result.reason());
    }
  }

  /** What the library has no kernel for is no failure, and no pass either. */
  @Test
  void typesWithoutAKernelAreUnimplemented() {
    assertUnimplemented(
        "qlinearmatmul m5 k2 n16 wsigned ysigned", "Could not find an implementation");
  }

  /** So is what nobody wrote a node for. */
  @Test
  void whatHasNoNodeIsUnimplemented() {
    assertUnimplemented("pad n2 ic2 ih8 iw17 pw2 ph2 ew1 eh-7 wrap", "pad");
  }
}
