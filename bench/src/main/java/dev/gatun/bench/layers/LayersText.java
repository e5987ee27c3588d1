package dev.gatun.bench.layers;

import dev.gatun.bench.cli.Table;
import dev.gatun.bench.layers.LayersReport.Cell;
import dev.gatun.bench.layers.LayersReport.Row;
import dev.gatun.bench.layers.LayersReport.Total;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Prints what was measured, for people.
///
/// @param out where to
record LayersText(PrintWriter out) {
  /// Who takes part, and what the columns mean.
  void header(String machine, Map<String, String> engines, Map<String, String> missing) {
    out.println("Single layers in float32 on " + machine);
    engines.forEach((name, says) -> out.println("  " + name + ": " + says));
    missing.forEach((name, why) -> out.println("  " + name + " is missing: " + why));
    out.println(
        """
        Times are of the layer alone, each engine on its own layout, reorders left out: Gatun's by the
        times of its plan's steps, ONNX Runtime's by its profile (which counts whole microseconds),
        oneDNN's by the clock around it, with weights and activations in layouts that it chose.
        Engines run in turns in one process, with hot caches.
        × gatun: how many times as long it took, median (and spread) over the turns
        floor: the time that the roof allows, by multiply-adds or by bytes, whichever is longer
        difference: the largest from Gatun's result ÷ its RMS\
        """);
  }

  /// One network with one number of threads.
  void network(String network, int threads, List<Row> rows) {
    out.println();
    out.println(network + ", " + threads + " thread(s)");
    Table table =
        new Table(
            "layer",
            "count",
            "engine",
            "µs",
            "GFLOP/s",
            "GB/s",
            "% of floor",
            "bound",
            "× gatun",
            "difference",
            "kernel");
    for (Row row : rows) {
      for (Cell cell : row.engines()) {
        boolean first = cell.engine().equals(GatunLayer.NAME);
        table.row(
            first ? row.layer() : "",
            first ? Integer.toString(row.count()) : "",
            cell.engine(),
            String.format(Locale.ROOT, "%,.1f", 1e3 * cell.medianMs()),
            String.format(Locale.ROOT, "%.1f", 2 * row.multiplyAdds() / cell.medianMs() / 1e6),
            String.format(Locale.ROOT, "%.1f", row.bytes() / cell.medianMs() / 1e6),
            String.format(Locale.ROOT, "%.0f", 100 * row.floorMs() / cell.medianMs()),
            first ? row.bound() : "",
            first ? "" : ratio(cell),
            first ? "" : String.format(Locale.ROOT, "%.0e", cell.difference()),
            cell.kernel());
      }
    }
    table.print(out);
    out.flush();
  }

  private static String ratio(Cell cell) {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", cell.ratio(), cell.low(), cell.high());
  }

  /// All networks.
  void totals(List<Total> totals) {
    out.println();
    out.println("Sums over layers, each as often as the network has it; ratios of distinct layers");
    Table table =
        new Table(
            "network",
            "threads",
            "peer",
            "layers",
            "gatun slower",
            "gatun ms",
            "peer ms",
            "sum ×",
            "geomean ×");
    for (Total total : totals) {
      table.row(
          total.network(),
          total.threads(),
          total.peer(),
          total.layers(),
          total.slower(),
          String.format(Locale.ROOT, "%.2f", total.gatunMs()),
          String.format(Locale.ROOT, "%.2f", total.peerMs()),
          String.format(Locale.ROOT, "%.2f", total.peerMs() / total.gatunMs()),
          String.format(Locale.ROOT, "%.2f", total.geomean()));
    }
    table.print(out);
  }
}
