package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatun.conformance.hostile.BadCases;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;

/// The named cases of bad input on this backend, once, at the machine's own vector width; but for
/// those that end before there is a backend.
@DisabledIfSystemProperty(named = "gatun.vectorBits", matches = ".+")
@EnabledIf("dev.gatun.kernels.java.width.Width#isVector")
class JavaBadCasesTest {
  private static final Set<String> LOADING =
      Set.of("wire", "sizes", "external data", "model files", "tensor files");

  /// Nothing has to be computed for a result without elements, so this backend gives it.
  private static final String EMPTY = "run time: huge extents beside 0";

  @TestFactory
  List<DynamicTest> refused() {
    return BadCases.all().stream()
        .filter(bad -> !LOADING.contains(bad.group()) && !bad.toString().equals(EMPTY))
        .map(bad -> DynamicTest.dynamicTest(bad.toString(), () -> assertNull(bad.problem("java"))))
        .toList();
  }
}
