package dev.gatun.kernels.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gatun.SessionOptions;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.SuiteCase;
import dev.gatun.conformance.suite.SuiteFinder;
import dev.gatun.conformance.suite.SuiteRunner;
import dev.gatun.conformance.suite.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole networks against outputs that others computed: trained ones (ONNX Runtime), and the
/// `light` ones of ONNX, whose weights are constants.
class WholeNetworksTest {
  private static final Path SHARED = Path.of("../../shared");

  @ParameterizedTest
  @ValueSource(strings = {"models", "onnx-suite/light"})
  void allPass(String folder) {
    Path suite = SHARED.resolve(folder);
    Assumptions.assumeTrue(
        Files.isDirectory(suite),
        () ->
            "skipped: there is no "
                + suite
                + "; any folder of models in the layout of the ONNX backend tests serves:"
                + " gatun conformance --backend java --suite DIR");
    List<SuiteCase> cases = SuiteFinder.find(suite);
    assertFalse(cases.isEmpty());
    SuiteRunner runner =
        new SuiteRunner(SessionOptions.defaults().withBackend("java").withThreads(2));
    List<String> wrong =
        cases.stream()
            .map(runner::run)
            .filter(result -> result.verdict() != Verdict.PASSED)
            .map(CaseResult::toString)
            .toList();
    assertEquals(List.of(), wrong);
  }
}
