package dev.gatun.kernels.opencl.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.kernels.opencl.FakeCl;
import dev.gatun.kernels.opencl.cl.DeviceInfo;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// The search, on costs that are known.
class SearchTest {
  private static final DeviceInfo INFO = new FakeCl(1L << 30).devices().getFirst().info();

  /// With a tile that is not the best one of the rigged costs, whatever is shipped.
  private static final Shaping START =
      Shaping.processor(8)
          .withTiles(List.of(Tile.registers(4, 2), Tile.registers(8, 1), Shaping.LINE));

  private final List<Search.Step> steps = new ArrayList<>();

  private Shaping search(ToDoubleFunction<Shaping> cost, int passes, int most) {
    return new Search(
            Space.axes(INFO),
            (best, candidate) -> cost.applyAsDouble(candidate) / cost.applyAsDouble(best),
            () -> steps.size() < most,
            steps::add)
        .from(START, passes);
  }

  /// Each axis has an optimum of its own.
  private static double cost(Shaping shaping) {
    double cost = 1 + Math.abs(shaping.pixels() - 3);
    cost += shaping.vector() == 8 ? 0 : 5;
    cost += shaping.tiles().contains(Tile.registers(3, 3)) ? 0 : 1;
    cost += shaping.tiles().contains(Tile.registers(6, 2)) ? 0 : 1;
    cost += shaping.tiles().contains(Shaping.LINE) ? 1 : 0;
    cost += shaping.winograd() == Shaping.Winograd.NEVER ? 0 : 1;
    return cost + (shaping.roundBytes() == 1 << 20 ? 0 : 1);
  }

  @Test
  void theFastestIsFound() {
    Shaping best = search(SearchTest::cost, 3, 1000);
    assertEquals(1, cost(best), best.summary());
    assertEquals(8, best.vector());
    assertTrue(
        best.tiles().indexOf(Tile.registers(3, 3)) < best.tiles().indexOf(Tile.registers(6, 2)));
  }

  @Test
  void aGainOfThreePercentIsNoise() {
    ToDoubleFunction<Shaping> close = s -> s.winograd() == Shaping.Winograd.NEVER ? 0.975 : 1;
    assertEquals(START, search(close, 3, 1000));
    ToDoubleFunction<Shaping> better = s -> s.winograd() == Shaping.Winograd.NEVER ? 0.965 : 1;
    assertEquals(START.withWinograd(Shaping.Winograd.NEVER), search(better, 3, 1000));
  }

  @Test
  void whatIsWrongNeverWins() {
    ToDoubleFunction<Shaping> wrong = s -> s.equals(START) ? 1 : Double.NaN;
    assertEquals(START, search(wrong, 3, 1000));
    assertTrue(steps.stream().noneMatch(Search.Step::wins));
  }

  @Test
  void itEndsInTimeWithTheBestSoFar() {
    Shaping best = search(SearchTest::cost, 3, 8);
    assertEquals(8, steps.size());
    assertTrue(cost(best) < cost(START));
  }

  /// Registers of AVX2: 16 of 8 floats.
  @Test
  void noCandidateSpills() {
    search(cost -> 1, 1, 1000);
    for (Search.Step step : steps.subList(3, steps.size())) { // behind those that are shipped
      for (Tile tile : step.candidate().tiles()) {
        int registers = tile.pixels() * tile.vectors() + tile.vectors() + 1;
        assertTrue(registers <= 16, step.candidate().summary());
      }
    }
    assertTrue(steps.size() > 30, () -> "candidates " + steps.size());
  }
}
