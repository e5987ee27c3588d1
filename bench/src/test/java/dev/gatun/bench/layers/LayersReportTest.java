package dev.gatun.bench.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.bench.layers.LayersReport.Cell;
import dev.gatun.bench.layers.LayersReport.Row;
import dev.gatun.bench.layers.LayersReport.Total;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersReportTest {
  private static Cell cell(String engine, double millis, double ratio) {
    return new Cell(engine, "k", millis, millis, 0, ratio, ratio, ratio);
  }

  private static Row row(String network, int count, Cell... cells) {
    return new Row(network, 1, "layer", count, 1, 1, 1, "compute", List.of(cells));
  }

  @Test
  void sumsCountOccurrencesAndMeansCountLayers() {
    List<Total> totals =
        LayersReport.totals(
            List.of(
                row("a", 3, cell("gatun", 2, 1), cell("ort", 1, 0.5), cell("onednn", 6, 3)),
                row("a", 1, cell("gatun", 5, 1), cell("ort", 10, 2)),
                row("b", 1, cell("gatun", 1, 1), cell("ort", 4, 4))));
    assertEquals(
        List.of(
            new Total("a", 1, "ort", 2, 1, 11, 13, 1),
            new Total("a", 1, "onednn", 1, 0, 6, 18, 3),
            new Total("b", 1, "ort", 1, 0, 1, 4, 4)),
        totals.stream()
            .map(t ->
                new Total(
                    t.network(),
                    t.threads(),
                    t.peer(),
                    t.layers(),
                    t.slower(),
                    t.gatunMs(),
                    t.peerMs(),
                    Math.round(t.geomean() * 1e9) / 1e9))
            .toList());
  }
}
