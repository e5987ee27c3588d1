package dev.gatun.bench.profile;

import static dev.gatun.bench.profile.Samples.CONV;
import static dev.gatun.bench.profile.Samples.POOL;
import static dev.gatun.bench.profile.Samples.ROOF;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatun.SessionProfile;
import dev.gatun.spi.PlanReport.StepReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final double EXACT = 1e-12;

  private static Profile of(SessionProfile times, double... wall) {
    return Profile.of("net", 1, ROOF, new Times(wall, times));
  }

  @Test
  void the_slower_of_arithmetic_and_memory_is_the_floor() {
    // 20 ns of arithmetic; constants from L1 as the plan fits there, 4 ns, activations 10 ns
    Floor inCache = Floor.of(CONV, 1000, ROOF);
    assertEquals(new Floor(20, 4 + 10), inCache);
    assertEquals(20, inCache.nanos());
    assertEquals("compute", inCache.bound().toString());
    // a plan that does not fit reads its constants from memory: 40 ns
    Floor fromMemory = Floor.of(CONV, 1001, ROOF);
    assertEquals(new Floor(20, 40 + 10), fromMemory);
    assertEquals(50, fromMemory.nanos());
    assertEquals("memory", fromMemory.bound().toString());
  }

  @Test
  void figures_are_medians_over_the_runs() {
    Profile profile =
        of(
            Samples.profile(
                List.of(CONV, POOL),
                new long[] {40, 60},
                new long[] {90, 50},
                new long[] {50, 900}),
            130,
            110,
            120);
    assertEquals(120e-6, profile.wallMs(), EXACT);
    assertEquals(150e-6, profile.profiledMs(), EXACT);
    assertEquals(110e-6, profile.stepsMs(), EXACT);
    assertEquals(10e-6, profile.outsideMs(), EXACT);
    assertEquals(3, profile.runs());
    assertEquals("java: two", profile.engine());

    StepFigures conv = profile.steps().getFirst();
    assertEquals(50e-6, conv.ms(), EXACT);
    assertEquals(50 / 110.0, conv.part(), EXACT);
    assertEquals(2000 / 50.0, conv.gflops(), EXACT);
    assertEquals(140 / 50.0, conv.gigabytesPerSecond(), EXACT);
    assertEquals(2000 / 140.0, conv.intensity(), EXACT);
    assertEquals(20 / 50.0, conv.roofPart(), EXACT); // a plan of 500 bytes lies in L1
    assertEquals("compute", conv.bound());

    StepFigures pool = profile.steps().getLast();
    assertEquals(0, pool.gflops());
    assertEquals(30 / 60.0, pool.roofPart(), EXACT);
    assertEquals("memory", pool.bound());
    assertEquals(1, conv.part() + pool.part(), EXACT);
    assertEquals(50e-6, profile.floorMs(), EXACT);
  }

  @Test
  void all_plans_in_a_row_pass_by_between_two_runs() {
    SessionProfile one = Samples.profile(List.of(CONV), new long[] {100});
    var next = Samples.report(List.of(), 400, 200, null);
    var both = Samples.report(List.of(CONV), 200, 300, next);
    assertEquals("compute", of(one, 1).steps().getFirst().bound());
    assertEquals("memory", of(new SessionProfile(both, one.runs()), 1).steps().getFirst().bound());
  }

  @Test
  void kinds_are_operators_and_kernels_without_tiles() {
    assertEquals("direct", KindFigures.withoutTile("F32Conv14x2v direct"));
    assertEquals(
        "transposed, 4 phases", KindFigures.withoutTile("F32Conv7x2vs16 transposed, 4 phases"));
    assertEquals("tiles", KindFigures.withoutTile("F32Pool7v"));
    assertEquals("strip ADD+RELU", KindFigures.withoutTile("strip ADD+RELU"));
    StepReport other = new StepReport("c", "Conv", "F32Conv7x1v direct", "", 500, 0, 60);
    Profile profile = of(Samples.profile(List.of(CONV, POOL, other), new long[] {30, 55, 50}), 150);
    assertEquals(
        List.of("Conv direct", "MAX_POOL tiles"),
        profile.kinds().stream().map(kind -> kind.operator() + " " + kind.kernel()).toList());
    KindFigures direct = profile.kinds().getFirst();
    assertEquals(2, direct.steps());
    assertEquals(80e-6, direct.ms(), EXACT);
    assertEquals(3000 / 80.0, direct.gflops(), 1e-9);
    assertEquals(200 / 80.0, direct.gigabytesPerSecond(), 1e-9);
    assertEquals((20 + 10) / 80.0, direct.roofPart(), 1e-9);
  }

  @Test
  void a_clock_that_stands_still_gives_no_infinity() {
    Profile profile = of(Samples.profile(List.of(CONV, POOL), new long[] {0, 0}), 0);
    for (StepFigures step : profile.steps()) {
      assertEquals(0, step.part() + step.gflops() + step.gigabytesPerSecond() + step.roofPart());
    }
    StringWriter text = new StringWriter();
    ProfileText.print(new PrintWriter(text), profile);
    assertEquals(false, text.toString().contains("NaN") || text.toString().contains("Infinity"));
  }

  @Test
  void the_middle_run_is_drawn() {
    SessionProfile times =
        Samples.profile(List.of(CONV), new long[] {70}, new long[] {10}, new long[] {30});
    assertEquals(40, new Times(new double[3], times).middle().nanos());
  }
}
