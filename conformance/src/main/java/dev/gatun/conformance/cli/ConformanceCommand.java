package dev.gatun.conformance.cli;

import dev.gatun.Backends;
import dev.gatun.GatunException;
import dev.gatun.SessionOptions;
import dev.gatun.conformance.contract.ContractRunner;
import dev.gatun.conformance.contract.ContractRunner.Check;
import dev.gatun.conformance.contract.Problem;
import dev.gatun.conformance.suite.CaseResult;
import dev.gatun.conformance.suite.Setting;
import dev.gatun.conformance.suite.SuiteCase;
import dev.gatun.conformance.suite.SuiteFinder;
import dev.gatun.conformance.suite.SuiteReport;
import dev.gatun.conformance.suite.SuiteRunner;
import dev.gatun.conformance.suite.Tally;
import dev.gatun.conformance.suite.Verdict;
import dev.gatun.spi.Engine;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatun conformance`: puts a backend through suites of recorded models.
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Puts a backend through models with recorded inputs and outputs, and through the contracts of"
          + " the test kit, and says which results are right.",
      "",
      "A suite is a folder of cases, each a folder with a model.onnx and test_data_set_*/input_N.pb, output_N.pb (the layout"
          + " of ONNX's backend tests and model zoo), or X.onnx beside X_output_0.pb (ONNX's light models). One case alone is"
          + " a suite too. ONNX's suites come with the Debian package libonnx-testdata, or with ONNX's sources, in"
          + " onnx/backend/test/data.",
      "",
      "Floats may differ by 1e-7 + 1e-3 of the recorded element; in a suite named 'models' by 1e-5 of the largest element"
          + " + 1e-3 of the recorded one. Integers must be equal."
    },
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no case failed",
      "1:at least one case failed",
      "2:the command line is wrong, or a suite is not there"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  gatun conformance --backend java --suite onnx/backend/test/data/node",
      "  gatun conformance --backend java --contracts --html contracts.html",
      "  gatun conformance --backend java --problem 'pool n1 ic3 ih7 iw7 kh3 kw3 ph1 pw1 max'",
      "  gatun conformance --backend java --graphs 1000 --seed 42 --html graphs.html",
      "  gatun conformance --backend java --strict --fingerprints --contracts --graphs 100",
      "  gatun conformance --backend reference --suite node --only 'test_conv*' --html conv.html"
    })
public final class ConformanceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "the backend to test; without it, the fastest usable one")
  private @Nullable String backend;

  @Option(
      names = "--suite",
      paramLabel = "DIR",
      arity = "1..*",
      description = "a folder of cases, or one case; may be given several times")
  private List<Path> suites = new ArrayList<>();

  @Option(
      names = "--contracts",
      description =
          "hold every operator family to its contract: generated problems whose exact results are"
              + " known, and laws")
  private boolean contracts;

  @Option(
      names = "--problem",
      paramLabel = "LINE",
      description =
          "hold one problem to its family's contract, such as 'conv g32 n1 ic32 ih112 oc32 kh3"
              + " kw3 sh1 ph1 relu'; may be given several times")
  private List<String> problems = new ArrayList<>();

  @Mixin private GraphsAction graphs = new GraphsAction();

  @Mixin private FingerprintsAction fingerprints = new FingerprintsAction();

  @Option(
      names = "--strict",
      description =
          "ask backends for the same bits at every width of vectors and with any number of threads")
  private boolean strict;

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description =
          "run only the cases whose names match, such as 'test_conv*' or 'test_{add,sub}*', and"
              + " only the families of contracts, such as '*convolution'")
  private @Nullable String only;

  @Mixin private ReportFiles files = new ReportFiles();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that take part in a run (default: all processors)")
  private @Nullable Integer threads;

  @Mixin private FuzzOptions fuzz = new FuzzOptions();

  /// For picocli.
  public ConformanceCommand() {}

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec, "picocli sets the spec");
    PrintWriter out = command.commandLine().getOut();
    List<SuiteCase> cases;
    List<Check> checks;
    String description;
    SessionOptions options = SessionOptions.defaults();
    options = threads == null ? options : options.withThreads(threads);
    options = options.withStrict(strict);
    try {
      if (fuzz.isAsked()) {
        return fuzz.run(name(), graphs.seed(), command);
      }
      cases = cases();
      checks = checks();
      options = options.withBackend(name());
      if (fingerprints.isWanted()) {
        Set<Problem> lines = new LinkedHashSet<>();
        checks.forEach(check -> lines.add(check.problem()));
        return fingerprints.run(
            options, lines, graphs.seed(), graphs.count(), out, command.commandLine().getErr());
      }
      description = description(options);
    } catch (GatunException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (cases.isEmpty() && checks.isEmpty() && !graphs.isWanted()) {
      throw new ParameterException(
          command.commandLine(),
          only == null
              ? "got nothing to run, required --suite, --contracts, --problem, --graphs or --fuzz"
              : "--only " + only + ": no case has such a name");
    }
    Instant start = Instant.now();
    List<CaseResult> results = new ArrayList<>(networks(options, command));
    boolean onlyNetworks = cases.isEmpty() && checks.isEmpty();
    results.addAll(run(options, cases, checks, command.commandLine().getErr()));
    SuiteReport report =
        new SuiteReport(
            new Setting(
                name(),
                description,
                Machine.hardware(),
                Machine.java(),
                commandLine(command),
                start,
                Duration.between(start, Instant.now())),
            results);
    if (!onlyNetworks) {
      print(report, out);
    }
    files.write(report, command);
    return report.total().count(Verdict.FAILED) == 0 ? 0 : 1;
  }

  private String name() {
    return backend == null ? Backends.fastest().name() : Backends.named(backend).name();
  }

  /// What the engine says of itself.
  private String description(SessionOptions options) {
    try (Engine engine = Backends.named(name()).open(options.engine())) {
      return engine.description();
    }
  }

  /// The words that a shell was given.
  private static String commandLine(CommandSpec command) {
    List<String> words = command.commandLine().getParseResult().originalArgs();
    boolean below = command.parent() != null;
    return (below ? "gatun " : "gatun conformance ") + String.join(" ", words);
  }

  private PathMatcher matcher() {
    return FileSystems.getDefault().getPathMatcher("glob:" + (only == null ? "*" : only));
  }

  private List<SuiteCase> cases() {
    PathMatcher matcher = matcher();
    List<SuiteCase> cases = new ArrayList<>();
    for (Path suite : suites) {
      SuiteFinder.find(suite).stream()
          .filter(c -> matcher.matches(Path.of(c.name())))
          .forEach(cases::add);
    }
    return cases;
  }

  private List<Check> checks() {
    PathMatcher matcher = matcher();
    List<Check> checks = new ArrayList<>();
    if (contracts) {
      ContractRunner.all().stream()
          .filter(check -> matcher.matches(Path.of(check.family())))
          .forEach(checks::add);
    }
    for (String line : problems) {
      checks.addAll(ContractRunner.of(Problem.parse(line)));
    }
    return checks;
  }

  private List<CaseResult> run(
      SessionOptions options, List<SuiteCase> cases, List<Check> checks, PrintWriter err) {
    List<CaseResult> results = new ArrayList<>();
    SuiteRunner runner = new SuiteRunner(options);
    int steps = cases.size() + checks.size();
    try (ProgressBar bar = new ProgressBar(err, Terminal.isErr(), steps)) {
      for (SuiteCase suiteCase : cases) {
        bar.step(suiteCase.name());
        results.add(runner.run(suiteCase));
      }
      if (!checks.isEmpty()) {
        try (ContractRunner kit = new ContractRunner(Backends.named(name()), options.engine())) {
          results.addAll(kit.run(checks, bar::step));
        }
      }
    }
    return results;
  }

  /// Random networks say themselves what came of them.
  private List<CaseResult> networks(SessionOptions options, CommandSpec command) {
    try {
      return graphs.isWanted()
          ? graphs.run(options, command.commandLine().getOut(), command.commandLine().getErr())
          : List.of();
    } catch (GatunException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void print(SuiteReport report, PrintWriter out) {
    for (CaseResult r : report.results()) {
      if (r.verdict() == Verdict.FAILED) {
        out.println("failed: " + r.suite() + "/" + r.name() + ": " + r.why());
        out.println("  rerun: " + report.rerun(r));
      }
    }
    out.println(report.table());
    Tally total = report.total();
    out.printf(
        "%s: %d passed, %d failed, %d unimplemented, %d mistrusted, %d not applicable%n",
        report.setting().backend(),
        total.count(Verdict.PASSED),
        total.count(Verdict.FAILED),
        total.count(Verdict.UNIMPLEMENTED),
        total.count(Verdict.MISTRUSTED),
        total.count(Verdict.NOT_APPLICABLE));
    out.flush();
  }
}
