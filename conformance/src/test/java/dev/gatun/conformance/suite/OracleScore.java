package dev.gatun.conformance.suite;

import dev.gatun.conformance.suite.OracleRunner.Outcome;
import dev.gatun.onnx.proto.ModelProto;
import dev.gatun.onnx.proto.NodeProto;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Counts how many cases of a suite ONNX Runtime passes through its Java API, judged as `gatun conformance` judges: a
/// measure for Gatun's own count. Prints a table of verdicts, and one of the operators that did not pass.
///
///     mvn -q -pl api,conformance test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath &&
///     java -cp conformance/target/test-classes:conformance/target/classes:$(cat conformance/target/classpath) \
///         dev.gatun.conformance.suite.OracleScore ../shared/onnx-suite/node --report oracle.txt
///
/// `--generous` asks what the operators can do rather than what a user meets: inputs that the Java API cannot feed
/// become constants of the model, and opsets that ONNX Runtime holds for unreleased are let in. What still depends on
/// the machine is `StringNormalizer`, which wants the locale en_US.UTF-8.
@Command(name = "OracleScore")
final class OracleScore implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "a folder of cases")
  private String folder;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "write a line for each case that did not pass: name, verdict, operator, reason")
  private Path report;

  @Option(
      names = "--generous",
      description = "make inputs that cannot be fed constants, and let unreleased opsets in")
  private boolean generous;

  private record Line(String name, String operator, Outcome outcome) {
    static Line of(SuiteCase suiteCase, Outcome outcome) throws IOException {
      return new Line(suiteCase.name(), OracleScore.operator(suiteCase), outcome);
    }

    String text() {
      return String.join("\t", name, outcome.verdict().text(), operator, outcome.reason());
    }
  }

  private OracleScore() {}

  /// Scores a suite.
  ///
  /// @param args a folder and options; without a folder, their list is shown
  public static void main(String[] args) {
    System.exit(new CommandLine(new OracleScore()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<SuiteCase> cases = SuiteFinder.find(Path.of(folder));
    List<Line> lines = new ArrayList<>();
    while (lines.size() < cases.size()) {
      work(cases, lines);
    }
    System.out.print(summary(lines));
    if (report != null) {
      Files.write(
          report,
          lines.stream()
              .filter(line -> line.outcome.verdict() != OracleVerdict.PASSED)
              .map(Line::text)
              .toList());
    }
    return 0;
  }

  /// One process: adds the results of the cases that it survives, and of the one that it does not.
  private void work(List<SuiteCase> cases, List<Line> lines)
      throws IOException, InterruptedException {
    ProcessBuilder worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+SuppressFatalErrorMessage",
                "-cp",
                System.getProperty("java.class.path"),
                OracleWorker.class.getName(),
                folder,
                Integer.toString(lines.size()),
                Boolean.toString(generous))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (generous) {
      worker.environment().put("ALLOW_RELEASED_ONNX_OPSET_ONLY", "0");
    }
    Process process = worker.start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
      for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
        if (answer.startsWith(OracleWorker.ANSWER)) {
          String[] parts = answer.substring(OracleWorker.ANSWER.length()).split("\t", 2);
          Outcome outcome = new Outcome(OracleVerdict.valueOf(parts[0]), parts[1]);
          lines.add(Line.of(cases.get(lines.size()), outcome));
        }
      }
    }
    int status = process.waitFor();
    if (lines.size() < cases.size()) {
      String reason =
          status == OracleWorker.TIMED_OUT
              ? "no answer within " + OracleWorker.PATIENCE + " s"
              : "the process ended with status " + status;
      lines.add(Line.of(cases.get(lines.size()), new Outcome(OracleVerdict.CRASHED, reason)));
    }
  }

  private static String summary(List<Line> lines) throws IOException {
    Map<OracleVerdict, Integer> verdicts = new EnumMap<>(OracleVerdict.class);
    Map<String, Map<OracleVerdict, Integer>> operators = new TreeMap<>();
    for (Line line : lines) {
      OracleVerdict verdict = line.outcome.verdict();
      verdicts.merge(verdict, 1, Integer::sum);
      if (verdict != OracleVerdict.PASSED) {
        operators
            .computeIfAbsent(line.operator, _ -> new EnumMap<>(OracleVerdict.class))
            .merge(verdict, 1, Integer::sum);
      }
    }
    StringBuilder text = new StringBuilder();
    verdicts.forEach((v, n) -> text.append(String.format("%-24s %5d%n", v.text(), n)));
    text.append(String.format("%-24s %5d%n%n", "cases", lines.size()));
    operators.forEach((operator, counts) ->
        text.append(
            String.format(
                "%-32s %s%n",
                operator,
                counts.entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey().text())
                    .collect(Collectors.joining(", ")))));
    return text.toString();
  }

  /// The operator that a case is about; a case that tests an operator's definition by other
  /// operators stands beside one that tests the operator.
  private static String operator(SuiteCase suiteCase) throws IOException {
    int expanded = suiteCase.name().indexOf("_expanded");
    Path model = suiteCase.model();
    if (expanded > 0) {
      Path folder = model.resolveSibling("..").resolve(suiteCase.name().substring(0, expanded));
      Path whole = folder.normalize().resolve("model.onnx");
      if (Files.isRegularFile(whole)) {
        return operator(whole) + " (expanded)";
      }
    }
    return operator(model);
  }

  private static String operator(Path model) throws IOException {
    List<String> types =
        ModelProto.parseFrom(Files.readAllBytes(model)).getGraph().getNodeList().stream()
            .map(NodeProto::getOpType)
            .distinct()
            .toList();
    return types.size() == 1 ? types.getFirst() : "several operators";
  }
}
