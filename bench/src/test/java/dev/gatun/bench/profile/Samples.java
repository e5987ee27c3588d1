package dev.gatun.bench.profile;

import dev.gatun.SessionProfile;
import dev.gatun.SessionProfile.StepTime;
import dev.gatun.SessionReport;
import dev.gatun.bench.roof.Roof;
import dev.gatun.graph.Graph;
import dev.gatun.spi.PlanReport;
import dev.gatun.spi.PlanReport.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Profiles whose figures can be worked out by hand.
final class Samples {
  /// 100 GFLOP/s; 10 GB/s from a cache of 1,000 bytes, 1 GB/s from memory.
  static final Roof ROOF =
      new Roof(
          1,
          100,
          List.of(
              new Roof.Level("L1", 1000, 500, 12, 11, 10),
              new Roof.Level("DRAM", Long.MAX_VALUE, 9_999, 3, 2, 1)));

  /// 2,000 operations and 40 + 100 bytes.
  static final StepReport CONV =
      new StepReport("first", "Conv", "F32Conv14x2v direct", "FLOAT32[1,2]", 1000, 40, 100);

  /// No product, 300 bytes.
  static final StepReport POOL =
      new StepReport("second", "MAX_POOL", "F32Pool7v", "FLOAT32[1,2]", 0, 0, 300);

  private Samples() {}

  /// Runs of the same steps, one after the other without a gap from 5 ns on; each run lasts 10 ns
  /// longer than its steps.
  ///
  /// @param steps what ran
  /// @param nanos of each run and step
  static SessionProfile profile(List<StepReport> steps, long[]... nanos) {
    List<SessionProfile.Run> runs = new ArrayList<>();
    for (long[] run : nanos) {
      List<StepTime> times = new ArrayList<>();
      long at = 5;
      for (int i = 0; i < run.length; i++) {
        times.add(new StepTime(steps.get(i), at, at + run[i]));
        at += run[i];
      }
      runs.add(new SessionProfile.Run(at + 5, times));
    }
    return new SessionProfile(report(steps, 200, 300, null), runs);
  }

  static SessionReport report(
      List<StepReport> steps, long activations, long weights, @Nullable SessionReport next) {
    Graph graph = new Graph("g", List.of(), List.of(), List.of(), Map.of(), Map.of());
    PlanReport plan = new PlanReport(steps, activations, weights);
    return new SessionReport("java: two", graph, List.of(), List.of(), plan, 0, next);
  }
}
