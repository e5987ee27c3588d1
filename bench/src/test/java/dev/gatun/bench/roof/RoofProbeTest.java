package dev.gatun.bench.roof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoofProbeTest {
  private static final Caches TINY = new Caches(32 << 10, 64 << 10, 256 << 10);

  @Test
  void measures_every_level_for_each_number_of_threads() {
    List<Roof> roofs = RoofProbe.measure(List.of(1, 3), TINY);
    assertEquals(List.of(1, 3), roofs.stream().map(Roof::threads).toList());
    for (Roof roof : roofs) {
      assertTrue(roof.gigaflops() > 0, roof::toString);
      assertEquals(
          List.of("L1", "L2", "L3", "DRAM"), roof.levels().stream().map(Roof.Level::name).toList());
      for (Roof.Level level : roof.levels()) {
        assertTrue(level.read() > 0 && level.copy() > 0 && level.triad() > 0, level::toString);
        assertTrue(level.bytes() % roof.threads() == 0, level::toString);
        assertTrue(level.bytes() <= 3 * TINY.l3(), level::toString);
      }
    }
  }

  @Test
  void a_working_set_lives_in_the_nearest_level_that_holds_it() {
    Roof roof =
        new Roof(
            1,
            100,
            List.of(
                new Roof.Level("L1", 1000, 500, 9, 9, 9),
                new Roof.Level("L2", 5000, 2500, 5, 5, 4),
                new Roof.Level("DRAM", Long.MAX_VALUE, 99_000, 1, 1, 1)));
    assertEquals("L1", roof.levelOf(1000).name());
    assertEquals("L2", roof.levelOf(1001).name());
    assertEquals("DRAM", roof.levelOf(5001).name());
    assertEquals(4, roof.levelOf(5000).stream());
  }
}
