package dev.gatun.conformance.contract;

import dev.gatun.Tensor;
import dev.gatun.spi.Engine;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/// What all contracts share: a subclass names the engine, the contracts bring problems and judge
/// the results.
///
/// ```java
/// class MyConvTest extends ConvContract {
///   private static final Engine ENGINE = new MyBackend().open(new EngineOptions(2, Limits.defaults()));
///
///   @Override
///   protected Engine engine() {
///     return ENGINE;
///   }
/// }
/// ```
///
/// A failure prints the problem's line; `-Dgatun.problem='conv n1 …'` runs that line alone.
/// Problems are the same in every run, so a build does not fail by chance.
public abstract class BackendContract {
  /// The system property that holds the one problem to run.
  public static final String PROBLEM_PROPERTY = "gatun.problem";

  /// The seed of all generators.
  protected static final String SEED = "20250601";

  private static final int CHOICES = 40;

  /// For subclasses.
  protected BackendContract() {}

  /// The engine under test.
  ///
  /// @return the same one on every call
  protected abstract Engine engine();

  /// The same backend with another number of threads, for laws about threads.
  ///
  /// @param threads 1 or more
  /// @return the engine, or null where the backend has only one way; the laws hold trivially then
  protected @Nullable Engine engine(int threads) {
    return null;
  }

  /// Whether sums of small integers come out exact. Only algorithms that transform their operands
  /// (Winograd, FFT) may say no.
  ///
  /// @return true unless overridden
  protected boolean exactIntegers() {
    return true;
  }

  /// The largest ‖error‖₂ allowed, as a part of ‖Σ|aᵢbᵢ|‖₂.
  ///
  /// @return 2·10⁻⁶ for direct algorithms; Winograd F(4×4) may say 2·10⁻⁵
  protected double l2Gate() {
    return 2e-6;
  }

  /// A problem of this contract's family.
  ///
  /// @param choices what decides
  /// @return the problem
  protected abstract Problem draw(Draw choices);

  /// Every result is within its bound of the exact one; on small integers it is exact where no
  /// function is approximated. Memory around the tensors stays as it was.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 200,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void isWithinItsBound(@ForAll("family") Problem problem) {
    verify(problem);
  }

  /// Any number of threads gives the same bits.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void threadsDoNotChangeBits(@ForAll("family") Problem problem) {
    verifyThreads(problem);
  }

  /// A batch is each of its images alone, a product each of its rows.
  ///
  /// @param problem a problem of this family
  @Property(
      tries = 25,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.BOUNDED)
  public void batchIsEachImageAlone(@ForAll("family") Problem problem) {
    if (SharedLaws.hasBatches(problem)) {
      SharedLaws.batchIsEachImageAlone(this, problem);
    }
  }

  /// Problems beyond what is drawn: shapes from real networks, and sums, rows and images longer
  /// than a block of any cache.
  @Example
  public void sizesThatMatter() {
    for (Family family : Family.ALL) {
      if (family.contract().isInstance(this)) {
        family.landmarks().forEach(this::verify);
      }
    }
  }

  /// The problems of this contract.
  ///
  /// @return the problems
  @Provide
  protected Arbitrary<Problem> family() {
    return problems(this::draw);
  }

  /// Problems from a generator, or the one that the system property names.
  ///
  /// @param generator draws a problem
  /// @return an arbitrary that shrinks towards simple problems
  protected static Arbitrary<Problem> problems(Function<Draw, Problem> generator) {
    String line = System.getProperty(PROBLEM_PROPERTY);
    if (line != null) {
      return Arbitraries.just(Problem.parse(line));
    }
    return Arbitraries.integers()
        .between(0, 9999)
        .withDistribution(RandomDistribution.uniform())
        .list()
        .ofSize(CHOICES)
        .map(numbers -> generator.apply(new Draw(numbers)));
  }

  /// Runs a problem on both data sets and holds the results to their bounds.
  ///
  /// @param problem the problem
  /// @throws AssertionError with the problem's line if a result is off, memory was damaged or runs
  ///   differ
  protected final void verify(Problem problem) {
    for (DataSet data : DataSet.values()) {
      Trial trial = Trials.of(problem, data);
      Assume.that(engine().supports(trial.op()));
      Judge judge = Judge.of(trial, data, exactIntegers());
      Assume.that(judge.isTrustworthy());
      require(problem, data, () -> seen(judge.require(Fences.run(engine(), trial), l2Gate())));
    }
  }

  /// Told of the worst error of each run that is within its bounds.
  void seen(Judge.Worst worst) {}

  /// Runs a trial with the problem's line in every failure.
  static Tensor run(Engine engine, Problem problem, DataSet data, Trial trial) {
    Tensor[] result = new Tensor[1];
    require(problem, data, () -> result[0] = Fences.run(engine, trial));
    return result[0];
  }

  /// Adds the problem's line to whatever goes wrong.
  static void require(Problem problem, DataSet data, Runnable check) {
    try {
      check.run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "["
              + problem
              + "] "
              + data
              + ": "
              + e.getMessage()
              + "\nrerun with -D"
              + PROBLEM_PROPERTY
              + "='"
              + problem
              + "'",
          e);
    }
  }

  /// Two results that must have the same bits.
  static void requireSameBits(Problem problem, DataSet data, String law, Tensor a, Tensor b) {
    require(
        problem,
        data,
        () -> {
          long difference = a.data().mismatch(b.data());
          if (difference >= 0) {
            long element = difference / a.dtype().bytes();
            throw new AssertionError(
                law
                    + ": element "
                    + element
                    + " is "
                    + a.getDouble(element)
                    + " and "
                    + b.getDouble(element));
          }
        });
  }

  /// Runs a problem with one thread and with several: the bits must agree.
  ///
  /// @param problem the problem
  protected final void verifyThreads(Problem problem) {
    Engine one = engine(1);
    Engine three = engine(3);
    if (one == null || three == null) {
      return;
    }
    Trial trial = Trials.of(problem, DataSet.REALS);
    Assume.that(one.supports(trial.op()));
    Tensor alone = run(one, problem, DataSet.REALS, trial);
    Tensor together = run(three, problem, DataSet.REALS, trial);
    requireSameBits(problem, DataSet.REALS, "1 thread = 3 threads", alone, together);
  }
}
