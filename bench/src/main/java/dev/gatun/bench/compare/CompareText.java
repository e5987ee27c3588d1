package dev.gatun.bench.compare;

import dev.gatun.bench.cli.Table;
import java.io.PrintWriter;

/// A comparison as text.
final class CompareText {
  private CompareText() {}

  static void print(PrintWriter out, Document document) {
    out.println(title(document));
    out.println(document.machine().line());
    document
        .machine()
        .roofGflops()
        .forEach((threads, gflops) ->
            out.println(
                "Roof with %s: %s GFLOP/s (multiply-adds on registers alone)"
                    .formatted(Document.threads(threads), Numbers.decimals(gflops, 1))));
    out.println();
    runs(document).print(out);
    out.println();
    out.println(ABOUT_RUNS);
    if (document.results().stream().anyMatch(result -> result.loadMs() != null)) {
      out.println();
      starts(document).print(out);
      out.println();
      out.println(ABOUT_STARTS);
    }
    out.println();
    out.println(document.summary());
    document
        .faults()
        .forEach(fault -> out.println("Not compared: " + fault.model() + ": " + fault.fault()));
  }

  /// What is compared with what.
  static String title(Document document) {
    StringBuilder title = new StringBuilder("Gatun " + document.machine().gatun() + " against ");
    title.append(
        String.join(
            ", ",
            document.machine().peers().entrySet().stream()
                .map(peer -> (peer.getKey() + " " + peer.getValue()).strip())
                .toList()));
    return title.append(", batch ").append(document.batch()).toString();
  }

  /// What the first table's columns mean.
  static final String ABOUT_RUNS =
      """
      ratio: the peer's median ÷ Gatun's; spread: the quartiles of that ratio over single turns.
      error: distance of the outputs, ‖got − required‖ ÷ ‖required‖, from those of the engine that
      is named there (the reference sums in double); furthest: the largest distance of an element
      ÷ the output's root mean square. Engines without a spread ran in processes of their own.\
      """;

  /// What the second table's columns mean.
  static final String ABOUT_STARTS =
      """
      Each engine in a process of its own. Times count neither the start of the JVM, which runs ONNX
      Runtime, too, nor the unpacking of ONNX Runtime's native library; peak memory is that of the
      whole process, so ONNX Runtime's holds a JVM as well.\
      """;

  private static Table runs(Document document) {
    Table table =
        new Table(
            "model",
            "threads",
            "engine",
            "min ms",
            "median ms",
            "p90 ms",
            "GFLOP/s",
            "of roof",
            "ratio",
            "spread",
            "error",
            "furthest",
            "from");
    for (Result result : document.results()) {
      Ratio ratio = document.ratio(result);
      table.row(
          result.model(),
          result.threads(),
          result.engine(),
          Numbers.millis(result.minMs()),
          Numbers.millis(result.medianMs()),
          Numbers.millis(result.p90Ms()),
          Numbers.decimals(result.gflops(), 1),
          Numbers.percent(result.roofPart()),
          ratio == null ? "" : Numbers.decimals(ratio.ratio(), 2),
          ratio == null ? "" : spread(ratio),
          Numbers.scientific(result.error()),
          Numbers.scientific(result.maxError()),
          result.errorAgainst() == null ? "" : result.errorAgainst());
    }
    return table;
  }

  static String spread(Ratio ratio) {
    return ratio.low() == null
        ? ""
        : Numbers.decimals(ratio.low(), 2) + "–" + Numbers.decimals(ratio.high(), 2);
  }

  private static Table starts(Document document) {
    Table table =
        new Table(
            "model",
            "threads",
            "engine",
            "load ms",
            "first ms",
            "load + first ms",
            "tenth ms",
            "peak MiB");
    for (Result result : document.results()) {
      Double load = result.loadMs();
      Double first = result.firstMs();
      if (load != null && first != null) {
        table.row(
            result.model(),
            result.threads(),
            result.engine(),
            Numbers.millis(load),
            Numbers.millis(first),
            Numbers.millis(load + first),
            Numbers.millis(result.tenthMs()),
            Numbers.mebibytes(result.peakRssBytes()));
      }
    }
    return table;
  }
}
