package dev.gatun.conformance.contract;

import dev.gatun.SessionOptions;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.PassList;
import dev.gatun.conformance.suite.SuiteCase;
import dev.gatun.conformance.suite.SuiteFinder;
import dev.gatun.conformance.suite.SuiteRunner;
import dev.gatun.conformance.suite.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ONNX's own backend suites on one backend: no case may fail, and each case on the committed list
/// must pass.
///
/// The suites are looked for in the folder that the system property `gatun.onnxSuite` names, else
/// in `shared/onnx-suite` beside the checkout.
public abstract class OnnxSuiteContract {
  /// The system property that names the folder with the suites.
  public static final String FOLDER_PROPERTY = "gatun.onnxSuite";

  /// For subclasses.
  protected OnnxSuiteContract() {}

  /// The backend under test.
  ///
  /// @return its name
  protected abstract String backend();

  /// Cases that must pass, as `suite/name`.
  ///
  /// @return those that are committed, unless overridden
  protected Set<String> mustPass() {
    return PassList.committed().cases(backend());
  }

  /// Runs a suite.
  ///
  /// @param suite name of its folder
  /// @param reporter told which cases could join the list
  @ParameterizedTest
  @ValueSource(strings = {"node", "simple", "pytorch-converted", "pytorch-operator"})
  public void suitePasses(String suite, TestReporter reporter) {
    Path folder =
        Path.of(System.getProperty(FOLDER_PROPERTY, "../../shared/onnx-suite")).resolve(suite);
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        () ->
            "skipped: there is no "
                + folder
                + "; the suite comes with the Debian package libonnx-testdata or with the"
                + " sources of ONNX, onnx/backend/test/data; name the folder with -D"
                + FOLDER_PROPERTY);
    SuiteRunner runner =
        new SuiteRunner(SessionOptions.defaults().withBackend(backend()).withThreads(2));
    Set<String> mustPass = mustPass();
    List<String> wrong = new ArrayList<>();
    List<String> joining = new ArrayList<>();
    for (SuiteCase suiteCase : SuiteFinder.find(folder)) {
      CaseResult result = runner.run(suiteCase);
      String name = result.suite() + "/" + result.name();
      if (result.verdict() == Verdict.FAILED
          || (!result.verdict().isRight() && mustPass.contains(name))) {
        wrong.add(name + ": " + result.verdict().text() + ", " + result.reason());
      } else if (result.verdict().isRight() && !mustPass.contains(name)) {
        joining.add(name);
      }
    }
    if (!joining.isEmpty()) {
      reporter.publishEntry("pass, and may join the list", String.join(" ", joining));
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          wrong.size() + " cases of " + suite + " are wrong:\n" + String.join("\n", wrong));
    }
  }
}
