package dev.gatun.kernels.opencl.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatun.Backends;
import dev.gatun.Limits;
import dev.gatun.kernels.opencl.RequiresDevice;
import dev.gatun.kernels.opencl.RiggedDevice;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.ProgramCache;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.kernels.opencl.device.Tile;
import dev.gatun.op.Conv;
import dev.gatun.spi.Engine;
import dev.gatun.spi.EngineOptions;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Two shapings beside each other, with a clock that says what the test wants.
@RequiresDevice
class RaceTest {
  private static final Shaping SLOW = Shaping.processor(8).withTiles(List.of(Tile.registers(8, 1)));
  private static final Shaping FAST = Shaping.processor(8).withTiles(List.of(Tile.registers(4, 2)));

  private static double ratio(Shaping candidate, BinaryOperator<String> edit) {
    return ratio(candidate, edit, RaceTest::clock);
  }

  private static double ratio(
      Shaping candidate, BinaryOperator<String> edit, ToDoubleFunction<Trial> clock) {
    try (Engine host = Backends.named("java").open(new EngineOptions(1, Limits.defaults()));
        OpenDevice device = new OpenDevice(RiggedDevice.of(edit), ProgramCache.off())) {
      Problem.Builder problem = new Problem.Builder();
      problem.input("x", 1, 9, 6, 6);
      problem.constant("w", 17, 9, 1, 1);
      problem.output("y", Conv.of(1, 1), "x w", 1, 17, 6, 6);
      List<Problem> problems = List.of(problem.solvedBy(host, "small"));
      try (Race race = new Race(device, host, problems, 5, clock)) {
        return race.ratio(SLOW, candidate);
      }
    }
  }

  /// The tile of two vectors takes a tenth.
  private static double clock(Trial trial) {
    assertTrue(trial.millis() > 0);
    return trial.kernels().toString().contains("conv4x2") ? 0.1 : 1;
  }

  @Test
  void theFasterOneIsFaster() {
    assertEquals(0.1, ratio(FAST, (source, options) -> source), 1e-9);
  }

  /// Plans with the same kernels are not timed.
  @Test
  void whatMakesNoDifferenceIsEven() {
    ToDoubleFunction<Trial> none =
        trial -> {
          throw new AssertionError("timed: " + trial.kernels());
        };
    assertEquals(1, ratio(SLOW.withPixels(2), (source, options) -> source, none));
  }

  @Test
  void theFastestOneLosesIfItIsWrong() {
    double ratio =
        ratio(
            FAST,
            (source, options) ->
                options.contains("-DOV=2")
                    ? source.replace("fma(a, k[v], sum[i][v])", "fma(a, k[0], sum[i][v])")
                    : source);
    assertTrue(Double.isNaN(ratio), () -> "got " + ratio);
  }

  /// Skipping work is fastest, and memory may hold the right result of the one before.
  @Test
  void theFastestOneLosesIfItWritesNothing() {
    double ratio =
        ratio(
            FAST,
            (source, options) ->
                options.contains("-DOV=2")
                    ? source.replace(
                        "  if (s.pointwise) {\n",
                        "  if (s.pixels > 0) {\n    return;\n  }\n  if (s.pointwise) {\n")
                    : source);
    assertTrue(Double.isNaN(ratio), () -> "got " + ratio);
  }
}
