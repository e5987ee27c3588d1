package dev.gatun.bench.layers;

import dev.gatun.bench.timing.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that `gatun layers` measured, as its JSON has it.
///
/// @param machine processors and Java
/// @param engines what each says of itself, by name
/// @param missing why an engine is not there, by name
/// @param layers one for each network, number of threads and distinct layer
/// @param totals one for each network, number of threads and peer
record LayersReport(
    String machine,
    Map<String, String> engines,
    Map<String, String> missing,
    List<Row> layers,
    List<Total> totals) {

  /// A layer.
  ///
  /// @param network it is of
  /// @param threads that took part
  /// @param layer what it is
  /// @param count how often the network has it
  /// @param multiplyAdds of one run
  /// @param bytes that one run must move
  /// @param floorMs what the roof allows: the longer of multiply-adds and bytes, milliseconds
  /// @param bound `compute` or `memory`, which of them is longer
  /// @param engines one for each
  record Row(
      String network,
      int threads,
      String layer,
      int count,
      long multiplyAdds,
      long bytes,
      double floorMs,
      String bound,
      List<Cell> engines) {
    Row {
      engines = List.copyOf(engines);
    }

    /// What one engine did, null where it did not take part.
    @Nullable Cell of(String engine) {
      return engines.stream().filter(cell -> cell.engine().equals(engine)).findFirst().orElse(null);
    }
  }

  /// One engine on one layer.
  ///
  /// @param engine its name
  /// @param kernel what it chose
  /// @param minMs fastest run, milliseconds
  /// @param medianMs middle run, milliseconds
  /// @param difference from Gatun's result: the largest ÷ the root mean square; 0 for Gatun
  /// @param ratio the middle one of the turns' ratios, its median ÷ Gatun's; 1 for Gatun
  /// @param low the smallest of a turn
  /// @param high the largest of a turn
  record Cell(
      String engine,
      String kernel,
      double minMs,
      double medianMs,
      double difference,
      double ratio,
      double low,
      double high) {}

  /// A network's layers against one peer; layers that the peer was not asked for are left out on
  /// both sides.
  ///
  /// @param network whose layers they are
  /// @param threads that took part
  /// @param peer the other engine
  /// @param layers how many distinct ones
  /// @param slower of how many Gatun took longer
  /// @param gatunMs Gatun's medians, each as often as the network has the layer
  /// @param peerMs the peer's
  /// @param geomean of the ratios, each distinct layer once
  record Total(
      String network,
      int threads,
      String peer,
      int layers,
      int slower,
      double gatunMs,
      double peerMs,
      double geomean) {}

  /// Sums up, in the order in which networks come.
  static List<Total> totals(List<Row> rows) {
    record Key(String network, int threads, String peer) {}
    Map<Key, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : rows) {
      for (Cell cell : row.engines()) {
        if (!cell.engine().equals(GatunLayer.NAME)) {
          Key key = new Key(row.network(), row.threads(), cell.engine());
          groups.computeIfAbsent(key, missing -> new ArrayList<>()).add(row);
        }
      }
    }
    List<Total> totals = new ArrayList<>();
    groups.forEach((key, of) -> {
      List<Double> ratios = new ArrayList<>();
      double ours = 0;
      double theirs = 0;
      for (Row row : of) {
        Cell own = row.of(GatunLayer.NAME);
        Cell other = row.of(key.peer());
        if (own != null && other != null) {
          ratios.add(other.ratio());
          ours += row.count() * own.medianMs();
          theirs += row.count() * other.medianMs();
        }
      }
      int slower = (int) ratios.stream().filter(ratio -> ratio < 1).count();
      totals.add(
          new Total(
              key.network(),
              key.threads(),
              key.peer(),
              ratios.size(),
              slower,
              ours,
              theirs,
              Quantiles.geometricMean(ratios)));
    });
    return totals;
  }
}
