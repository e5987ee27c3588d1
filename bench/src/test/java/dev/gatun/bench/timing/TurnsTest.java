package dev.gatun.bench.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void enginesTakeTurns() {
    StringBuilder log = new StringBuilder();
    Schedule schedule = new Schedule(0, 3, 0, 0);
    List<Times> times = Turns.time(List.of(() -> log.append('a'), () -> log.append('b')), schedule);
    assertEquals("ab", log.substring(0, 2)); // one each to know how long a run takes
    assertEquals("aaabbb".repeat(3), log.substring(2)); // two untimed, one timed
    for (Times each : times) {
      assertEquals(3, each.turns().size());
      assertEquals(3, each.runs().count());
      assertTrue(each.runs().min() >= 0);
    }
  }

  @Test
  void aWarmUpIsTenRunsAtLeast() {
    int[] runs = {0};
    Turns.time(List.of(() -> runs[0]++), new Schedule(0, 1, 0, 0));
    assertEquals(1 + 3, runs[0]);
    runs[0] = 0;
    Turns.time(List.of(() -> runs[0]++), new Schedule(50, 1, 0, 0));
    assertTrue(runs[0] >= 10, () -> runs[0] + " runs");
  }

  @Test
  void ratiosAreThoseOfTurns() {
    Times gatun = new Times(List.of(new double[] {1, 2, 3}, new double[] {4}));
    Times peer = new Times(List.of(new double[] {6}, new double[] {2, 4, 100}));
    Quantiles ratios = gatun.ratios(peer);
    assertEquals(2, ratios.count());
    assertEquals(1, ratios.min()); // 4 ÷ 4
    assertEquals(3, ratios.at(1)); // 6 ÷ 2
    assertEquals(2.5, gatun.runs().median());
  }

  @Test
  void aScheduleHasEightTurnsAtLeast() {
    assertEquals(new Schedule(1_000, 20, 100, 20), Schedule.ofSeconds(2));
    assertEquals(new Schedule(400, 8, 50, 20), Schedule.ofSeconds(0.4));
    assertEquals(1, Schedule.ofSeconds(2).withTurns(1).turns());
  }
}
