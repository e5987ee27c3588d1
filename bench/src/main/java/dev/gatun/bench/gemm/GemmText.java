package dev.gatun.bench.gemm;

import dev.gatun.bench.cli.Table;
import dev.gatun.bench.gemm.GemmReport.Against;
import dev.gatun.bench.gemm.GemmReport.Mean;
import dev.gatun.bench.gemm.GemmReport.Result;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints what was measured, for people.
///
/// @param out where to
record GemmText(PrintWriter out) {
  /// Who takes part, and what the columns mean.
  void header(String machine, Map<String, String> engines, Map<String, String> missing) {
    out.println("C = A·B in float32, row-major, without transposition, on " + machine);
    engines.forEach((name, says) -> out.println("  " + name + ": " + says));
    missing.forEach((name, why) -> out.println("  " + name + " is missing: " + why));
    out.println("Engines run in turns in one process; times are medians of single runs.");
    out.println("error: largest difference from a product in double precision ÷ its RMS");
    out.println("× gatun: how many times as long it took, median (and spread) over the turns");
  }

  /// What the machine can do at most.
  void roof(int threads, double gigaflops) {
    out.println(String.format(Locale.ROOT, "roof, %d thread(s): %.1f GFLOP/s", threads, gigaflops));
  }

  /// One group of products.
  void group(String group, int threads, double roof, List<GemmBench.Outcome> outcomes) {
    out.println();
    out.println(String.format(Locale.ROOT, "%s, %d thread(s)", group, threads));
    Table table =
        new Table(
            "M×N×K", "engine", "µs", "GFLOP/s", "% of roof", "error", "× gatun", "× gatun-input");
    for (GemmBench.Outcome outcome : outcomes) {
      for (Result result : outcome.results()) {
        table.row(
            result.m() + "×" + result.n() + "×" + result.k(),
            result.engine(),
            String.format(Locale.ROOT, "%,.2f", 1e3 * result.medianMs()),
            String.format(Locale.ROOT, "%.1f", result.gigaflops()),
            String.format(Locale.ROOT, "%.1f", 100 * result.gigaflops() / roof),
            String.format(Locale.ROOT, "%.1e", result.error()),
            ratio(outcome, result.engine(), GemmBench.GATUN),
            ratio(outcome, result.engine(), GemmBench.GATUN_INPUT));
      }
    }
    table.print(out);
    out.flush();
  }

  private static String ratio(GemmBench.Outcome outcome, String peer, String engine) {
    for (Against each : outcome.ratios()) {
      if (each.peer().equals(peer) && each.engine().equals(engine)) {
        return String.format(
            Locale.ROOT, "%.2f (%.2f–%.2f)", each.ratio(), each.low(), each.high());
      }
    }
    return "";
  }

  /// The means over groups: a line for each group and number of threads, a column for each peer and
  /// way.
  void means(List<Mean> means) {
    out.println();
    out.println("How many times as long: geometric mean (and worst) of each group");
    List<String> columns = new ArrayList<>(List.of("group", "threads"));
    List<List<Mean>> rows = new ArrayList<>();
    for (Mean mean : means) {
      String column = mean.peer() + " × " + mean.engine();
      if (!columns.contains(column)) {
        columns.add(column);
      }
      Mean last = rows.isEmpty() ? mean : rows.getLast().getFirst();
      if (rows.isEmpty()
          || last.threads() != mean.threads()
          || !last.group().equals(mean.group())) {
        rows.add(new ArrayList<>());
      }
      rows.getLast().add(mean);
    }
    Table table = new Table(columns.toArray(String[]::new));
    for (List<Mean> row : rows) {
      List<Object> cells = new ArrayList<>();
      cells.add(row.getFirst().group());
      cells.add(row.getFirst().threads());
      row.forEach(
          mean -> cells.add(String.format(Locale.ROOT, "%.2f (%.2f)", mean.ratio(), mean.worst())));
      table.row(cells.toArray());
    }
    table.print(out);
  }
}
