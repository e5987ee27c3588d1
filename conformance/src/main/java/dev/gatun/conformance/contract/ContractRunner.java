package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import dev.gatun.UnsupportedOperatorException;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Verdict;
import dev.gatun.spi.Backend;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/// Puts a backend through the contracts outside any test engine, with the same problems on every
/// run. Failures are not shrunk to simpler problems, as they are under JUnit.
///
/// ```java
/// EngineOptions options = new EngineOptions(2, Limits.defaults());
/// try (ContractRunner runner = new ContractRunner(Backends.named("java"), options)) {
///   List<CaseResult> results = runner.run(ContractRunner.all(), name -> {});
/// }
/// ```
public final class ContractRunner implements AutoCloseable {
  private static final String BOUND = "is within its bound";
  private static final String THREADS = "any number of threads gives the same bits";
  private static final String BATCH = "a batch is each image alone";
  private static final int PROBLEMS = 200;
  private static final int LAW_PROBLEMS = 25;
  private static final int CHOICES = 40;
  private static final int LARGEST_CHOICE = 10_000;

  private final Engine engine;
  private final Engine one;
  private final Engine three;

  /// Opens the backend three times: with the threads given, with one, and with three.
  ///
  /// @param backend the backend
  /// @param options threads, limits, strictness
  public ContractRunner(Backend backend, EngineOptions options) {
    engine = backend.open(options);
    one = backend.open(new EngineOptions(1, options.limits(), options.strict()));
    three = backend.open(new EngineOptions(3, options.limits(), options.strict()));
  }

  /// One thing to try.
  ///
  /// @param family the operator family
  /// @param law what must be true
  /// @param problem of what
  public record Check(String family, String law, Problem problem) {}

  /// What all contracts try.
  ///
  /// @return the checks, family by family
  public static List<Check> all() {
    List<Check> checks = new ArrayList<>();
    for (Family family : Family.ALL) {
      Random random = new Random(Long.parseLong(BackendContract.SEED));
      Set<Problem> problems = new LinkedHashSet<>();
      for (int i = 0; i < PROBLEMS; i++) {
        problems.add(
            family
                .generator()
                .apply(new Draw(random.ints(CHOICES, 0, LARGEST_CHOICE).boxed().toList())));
      }
      family.landmarks().forEach(problem -> checks.addAll(checks(family, problem, false)));
      int i = 0;
      for (Problem problem : problems) {
        checks.addAll(checks(family, problem, i++ < LAW_PROBLEMS));
      }
    }
    return checks;
  }

  /// What there is to try on one problem.
  ///
  /// @param problem of any family
  /// @return the checks
  /// @throws dev.gatun.InvalidInputException if no family has such problems, or the problem lacks a
  ///   number that its family needs
  public static List<Check> of(Problem problem) {
    Trials.of(problem, DataSet.SMALL_INTEGERS);
    return Family.ALL.stream()
        .filter(family -> family.kinds().contains(problem.kind()))
        .flatMap(family -> checks(family, problem, true).stream())
        .toList();
  }

  /// What an engine makes of a problem's real numbers, judged by nobody.
  ///
  /// @param engine any engine
  /// @param problem of any family
  /// @return the result
  /// @throws AssertionError if memory around the tensors was damaged, or a second run differs
  public static Tensor result(Engine engine, Problem problem) {
    return Fences.run(engine, Trials.of(problem, DataSet.REALS));
  }

  private static List<Check> checks(Family family, Problem problem, boolean laws) {
    List<Check> checks = new ArrayList<>();
    checks.add(new Check(family.name(), BOUND, problem));
    if (laws) {
      checks.add(new Check(family.name(), THREADS, problem));
      if (SharedLaws.hasBatches(problem)) {
        checks.add(new Check(family.name(), BATCH, problem));
      }
      family.laws().forEach(law -> checks.add(new Check(family.name(), law.name(), problem)));
    }
    return checks;
  }

  /// Tries.
  ///
  /// @param checks what to try
  /// @param progress told of each before it is tried
  /// @return a result for each, in their order; the family is the result's operator
  public List<CaseResult> run(List<Check> checks, Consumer<String> progress) {
    List<CaseResult> results = new ArrayList<>();
    for (Check check : checks) {
      progress.accept(check.family() + ": " + check.problem());
      results.add(run(check));
    }
    return results;
  }

  private CaseResult run(Check check) {
    long start = System.nanoTime();
    Subject subject = new Subject(check.problem());
    Verdict verdict = Verdict.PASSED;
    String reason = "";
    try {
      law(check).accept(subject, check.problem());
    } catch (TestAbortedException e) {
      boolean there = engine.supports(Trials.of(check.problem(), DataSet.REALS).op());
      verdict = there ? Verdict.MISTRUSTED : Verdict.UNIMPLEMENTED;
      reason =
          there
              ? "nearly all results are one value, or the law does not apply"
              : check.problem().kind();
    } catch (AssertionError e) {
      boolean refused = e.getCause() instanceof UnsupportedOperatorException;
      verdict = refused ? Verdict.UNIMPLEMENTED : Verdict.FAILED;
      reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      verdict = Verdict.FAILED;
      reason = "untyped " + e;
    }
    return new CaseResult(
        "contracts",
        check.problem() + ": " + check.law(),
        verdict,
        reason,
        subject.error,
        subject.bound,
        new TreeSet<>(List.of(check.family())),
        System.nanoTime() - start,
        "--problem '" + check.problem() + "'");
  }

  private static BiConsumer<BackendContract, Problem> law(Check check) {
    if (check.law().equals(BOUND)) {
      return BackendContract::verify;
    } else if (check.law().equals(THREADS)) {
      return BackendContract::verifyThreads;
    } else if (check.law().equals(BATCH)) {
      return SharedLaws::batchIsEachImageAlone;
    }
    return Family.ALL.stream()
        .flatMap(family -> family.laws().stream())
        .filter(law -> law.name().equals(check.law()))
        .findFirst()
        .orElseThrow()
        .check();
  }

  /// A contract of one problem.
  private final class Subject extends BackendContract {
    private final Problem problem;
    private @Nullable Double error;
    private @Nullable Double bound;

    Subject(Problem problem) {
      this.problem = problem;
    }

    @Override
    protected Engine engine() {
      return engine;
    }

    @Override
    protected Engine engine(int threads) {
      return threads == 1 ? one : three;
    }

    @Override
    protected Problem draw(Draw choices) {
      return problem;
    }

    @Override
    void seen(Judge.Worst worst) {
      double before = error == null || bound == null ? -1 : error == 0 ? 0 : error / bound;
      if (worst.ratio() > before) {
        error = worst.error();
        bound = worst.bound();
      }
    }
  }

  @Override
  public void close() {
    engine.close();
    one.close();
    three.close();
  }
}
