package dev.gatun.conformance.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.pass.Optimizer;
import dev.gatun.spi.PassReport;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pass alone, on a graph in which it fires, and all together: the results stay.
class PassEquivalenceTest {
  static Stream<PassCases.Case> cases() {
    return PassCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aloneItFiresAndKeepsTheResults(PassCases.Case test) {
    Set<String> others = new HashSet<>(Optimizer.names());
    assertTrue(others.remove(test.pass()), () -> test.pass() + " is no pass");
    Optimizer.Result result = Equivalence.assertSameResults(test.graph(), others);
    assertEquals(
        Set.of(test.pass()),
        result.reports().stream()
            .filter(r -> r.fired() > 0)
            .map(PassReport::name)
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void allTogetherKeepTheResults(PassCases.Case test) {
    Equivalence.assertSameResults(test.graph(), Set.of());
  }

  @Test
  void everyPassHasACase() {
    Set<String> covered =
        cases().map(PassCases.Case::pass).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(Optimizer.names()), covered);
  }
}
