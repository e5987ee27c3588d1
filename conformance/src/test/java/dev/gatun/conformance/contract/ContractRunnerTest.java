package dev.gatun.conformance.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.InvalidInputException;
import dev.gatun.Limits;
import dev.gatun.conformance.reference.ReferenceBackend;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Verdict;
import dev.gatun.op.Activation;
import dev.gatun.op.Conv;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import dev.gatun.spi.Usability;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContractRunnerTest {
  private static final Problem CONV =
      Problem.parse("conv g2 n1 ic4 ih6 oc4 kh3 kw3 sh1 ph1 relu"); // iw is as ih

  private static List<CaseResult> run(Backend backend, Problem problem) {
    try (ContractRunner runner =
        new ContractRunner(backend, new EngineOptions(1, Limits.defaults()))) {
      return runner.run(ContractRunner.of(problem), name -> {});
    }
  }

  @Test
  void aProblemRunsWithItsFamilysLaws() {
    List<CaseResult> results = run(new ReferenceBackend(), CONV);
    assertEquals(8, results.size());
    for (CaseResult result : results) {
      assertEquals(Verdict.PASSED, result.verdict(), result.name() + ": " + result.reason());
      assertEquals("--problem '" + CONV + "'", result.rerun());
      assertEquals(Set.of("convolution"), result.operators());
    }
    assertNotNull(results.getFirst().error());
    assertNotNull(results.getFirst().bound());
  }

  /** A backend with one engine, which forgets the activation. */
  private static final class Forgetful implements Backend {
    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public Usability usability() {
      return new Usability(true, 1, "wrong on purpose");
    }

    @Override
    public Engine open(EngineOptions options) {
      return new WrongBackend((op, in, y) ->
          WrongBackend.right(
              op instanceof Conv conv ? conv.withActivation(Activation.NONE) : op, in, y));
    }
  }

  @Test
  void aWrongBackendFailsWithTheProblemsLine() {
    CaseResult result = run(new Forgetful(), CONV).getFirst();
    assertEquals(Verdict.FAILED, result.verdict());
    assertTrue(result.reason().startsWith("[" + CONV + "] "), result.reason());
    assertFalse(result.reason().contains("\n"), result.reason());
  }

  @Test
  void aLineThatIsNoProblemIsRefused() {
    assertThrows(
        InvalidInputException.class, () -> ContractRunner.of(Problem.parse("knitting n1")));
    assertThrows(InvalidInputException.class, () -> ContractRunner.of(Problem.parse("conv n1")));
  }

  @Test
  void theSameProblemsEveryTime() {
    assertEquals(ContractRunner.all(), ContractRunner.all());
  }

  /** The table's lines and the contract classes say the same. */
  @Test
  void familiesAreTheContracts() {
    for (Family family : Family.ALL) {
      long laws =
          Arrays.stream(family.contract().getDeclaredMethods())
              .filter(method -> method.isAnnotationPresent(Property.class))
              .count();
      assertEquals(laws, family.laws().size(), family.name());
      Set<String> drawn = new HashSet<>();
      Random random = new Random(3);
      for (int i = 0; i < 300; i++) {
        List<Integer> choices = random.ints(40, 0, 10_000).boxed().toList();
        drawn.add(family.generator().apply(new Draw(choices)).kind());
      }
      if (!family.kinds().isEmpty()) {
        assertEquals(family.kinds(), drawn, family.name());
      }
    }
  }
}
