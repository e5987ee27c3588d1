package dev.gatun.conformance.suite;

import dev.gatun.DType;
import dev.gatun.GatunException;
import dev.gatun.InvalidInputException;
import dev.gatun.LoadOptions;
import dev.gatun.Model;
import dev.gatun.Session;
import dev.gatun.SessionOptions;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.TensorFiles;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.conformance.suite.SuiteCase.DataFiles;
import dev.gatun.graph.TensorType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs cases as a user would: load, compile, run.
///
/// ```java
/// SuiteRunner runner = new SuiteRunner(SessionOptions.defaults().withBackend("reference"));
/// CaseResult result = runner.run(SuiteFinder.find(folder).getFirst());
/// ```
public final class SuiteRunner {
  private final SessionOptions options;

  /// A runner for one backend.
  ///
  /// @param options backend, threads, limits
  public SuiteRunner(SessionOptions options) {
    this.options = options;
  }

  /// Runs one case. Whatever goes wrong becomes the verdict; nothing is thrown.
  ///
  /// @param suiteCase the case
  /// @return the result
  public CaseResult run(SuiteCase suiteCase) {
    long start = System.nanoTime();
    Running running = new Running(suiteCase);
    Outcome outcome = outcome(running);
    return new CaseResult(
        suiteCase.suite(),
        suiteCase.name(),
        outcome.verdict,
        outcome.reason,
        running.worst == null ? null : running.worst.error(),
        running.worst == null ? null : running.worst.bound(),
        running.operators,
        System.nanoTime() - start,
        suiteCase.rerun());
  }

  private record Outcome(Verdict verdict, String reason) {}

  /// What is known of a case so far.
  private static final class Running {
    private final SuiteCase suiteCase;
    private SortedSet<String> operators = Collections.emptySortedSet();
    private @Nullable Comparison worst;
    private boolean proves; // a wrong number could have been seen

    Running(SuiteCase suiteCase) {
      this.suiteCase = suiteCase;
    }

    void add(Comparison comparison) {
      if (worst == null || comparison.fault() != null || comparison.ratio() > worst.ratio()) {
        worst = comparison;
      }
    }
  }

  private Outcome outcome(Running running) {
    String reason = Applicability.reason(running.suiteCase);
    if (reason != null) {
      return new Outcome(Verdict.NOT_APPLICABLE, reason);
    }
    try {
      return compare(running);
    } catch (UnsupportedOperatorException e) {
      String notOurs = Applicability.reason(e.uses());
      return notOurs != null
          ? new Outcome(Verdict.NOT_APPLICABLE, notOurs)
          : new Outcome(Verdict.UNIMPLEMENTED, uses(e));
    } catch (GatunException e) {
      return new Outcome(Verdict.FAILED, String.valueOf(e.getMessage()));
    } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
      return new Outcome(Verdict.FAILED, "untyped " + e);
    }
  }

  private static String uses(UnsupportedOperatorException e) {
    return e.uses().stream()
        .map(u -> u.operator() + ": " + u.reason())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private Outcome compare(Running running) {
    SuiteCase suiteCase = running.suiteCase;
    Path folder =
        Objects.requireNonNull(
            suiteCase.model().toAbsolutePath().getParent(), "a file has a folder");
    Model model = Model.load(suiteCase.model(), LoadOptions.defaults().withExternalData(folder));
    running.operators = new TreeSet<>(model.operators().keySet());
    if (suiteCase.dataSets().isEmpty()) {
      throw new InvalidInputException(
          "case '" + suiteCase.name() + "': found no test_data_set_*, required one or more");
    }
    try (Session session = Session.open(model.graph(), options)) {
      for (int i = 0; i < suiteCase.dataSets().size(); i++) {
        String fault = compare(running, session, suiteCase.dataSets().get(i));
        if (fault != null) {
          return new Outcome(Verdict.FAILED, "data set " + i + ", " + fault);
        }
      }
    }
    return running.proves
        ? new Outcome(Verdict.PASSED, "")
        : new Outcome(
            Verdict.MISTRUSTED,
            "what is recorded is empty or 0 throughout though the inputs are not: the right shape is"
                + " all that this proves");
  }

  private static @Nullable String compare(Running running, Session session, DataFiles files) {
    List<Tensor> inputs = new ArrayList<>();
    if (files.inputs().isEmpty()) {
      session.inputs().values().forEach(type -> inputs.add(ramp(type)));
    } else {
      files.inputs().forEach(file -> inputs.add(TensorFiles.read(file)));
    }
    List<Tensor> outputs = session.run(inputs);
    if (files.outputs().size() > outputs.size()) {
      return "got " + outputs.size() + " outputs, required " + files.outputs().size();
    }
    Tolerance tolerance = Tolerance.of(running.suiteCase.suite());
    running.proves |= inputs.stream().allMatch(SuiteRunner::isZero);
    for (int i = 0; i < files.outputs().size(); i++) {
      Tensor recorded = TensorFiles.read(files.outputs().get(i));
      running.proves |= !isZero(recorded);
      Comparison comparison = Comparison.of(outputs.get(i), recorded, tolerance);
      running.add(comparison);
      if (comparison.fault() != null) {
        return "output " + i + ", " + comparison.fault();
      }
    }
    return null;
  }

  /// Whether a tensor is empty or 0 throughout.
  private static boolean isZero(Tensor tensor) {
    for (long i = 0; i < tensor.shape().size(); i++) {
      if (tensor.getDouble(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /// 0, 1/n, 2/n, … as the light models were recorded with.
  private static Tensor ramp(TensorType type) {
    Shape shape = type.shape();
    Tensor tensor = Tensor.allocate(DType.FLOAT32, shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.setDouble(i, (float) i / (float) shape.size());
    }
    return tensor;
  }
}
