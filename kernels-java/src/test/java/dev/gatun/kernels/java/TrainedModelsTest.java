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
import org.junit.jupiter.api.Test;

/// Trained networks, whole, against outputs that ONNX Runtime computed.
class TrainedModelsTest {
  private static final Path MODELS = Path.of("../../shared/models");

  @Test
  void allPass() {
    Assumptions.assumeTrue(
        Files.isDirectory(MODELS),
        "skipped: there is no shared/models beside the checkout; any folder of models in the layout of the ONNX"
            + " backend tests serves: gatun conformance --backend java --suite DIR");
    List<SuiteCase> cases = SuiteFinder.find(MODELS);
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
