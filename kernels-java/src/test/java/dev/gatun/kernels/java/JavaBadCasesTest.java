package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gatun.conformance.hostile.BadCases;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// The named cases of bad input on this backend, at the machine's own vector width and with the
/// scalar kernels; but for those that end before there is a backend.
@DisabledIfSystemProperty(named = "gatun.vectorBits", matches = ".+")
class JavaBadCasesTest {
  private static final Set<String> LOADING =
      Set.of("wire", "sizes", "external data", "model files", "tensor files");

  @TestFactory
  List<DynamicTest> refused() {
    return BadCases.all().stream()
        .filter(bad -> !LOADING.contains(bad.group()))
        .map(bad -> DynamicTest.dynamicTest(bad.toString(), () -> assertNull(bad.problem("java"))))
        .toList();
  }
}
