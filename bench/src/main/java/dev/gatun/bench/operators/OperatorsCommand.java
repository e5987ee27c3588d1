package dev.gatun.bench.operators;

import dev.gatun.OnnxOperators;
import dev.gatun.conformance.suite.PassList;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `gatun operators`: a table of operator, versions and backends, which the README shows as well.
@Command(
    name = "operators",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the ONNX operators that Gatun reads, the opsets in which ONNX changed them,",
      "and how many cases of ONNX's node suite with them each backend passes."
    })
public final class OperatorsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /// For picocli.
  public OperatorsCommand() {}

  @Override
  public Integer call() {
    Objects.requireNonNull(spec, "picocli sets the spec").commandLine().getOut().print(table());
    return 0;
  }

  /// The table.
  ///
  /// @return Markdown
  public static String table() {
    PassList list = PassList.committed();
    SortedMap<String, Map<String, Integer>> counts = new TreeMap<>();
    list.backends().forEach(backend -> counts.put(backend, list.counts("node", backend)));
    StringBuilder text = new StringBuilder("| operator | opsets |");
    counts.keySet().forEach(backend -> text.append(" `").append(backend).append("` |"));
    text.append("\n| --- | --- |").append(" ---: |".repeat(counts.size())).append('\n');
    OnnxOperators.versions()
        .forEach((operator, versions) -> {
          String numbers = versions.toString();
          text.append("| ").append(operator).append(" | ");
          text.append(numbers, 1, numbers.length() - 1).append(" |");
          counts
              .values()
              .forEach(
                  passed -> text.append(' ').append(passed.getOrDefault(operator, 0)).append(" |"));
          text.append('\n');
        });
    return text.toString();
  }
}
