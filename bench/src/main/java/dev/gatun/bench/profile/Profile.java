package dev.gatun.bench.profile;

import dev.gatun.SessionProfile;
import dev.gatun.SessionProfile.StepTime;
import dev.gatun.SessionReport;
import dev.gatun.bench.roof.Roof;
import dev.gatun.bench.timing.Quantiles;
import java.util.ArrayList;
import java.util.List;

/// Where a model's time goes.
///
/// @param model its name or file
/// @param engine what ran it
/// @param threads that took part
/// @param runs how often it was run with a look at the clock after each step, and as often without
/// @param roof what the machine can do with these threads
/// @param wallMs an ordinary run, median in milliseconds
/// @param profiledMs a run with a look at the clock after each step, median
/// @param stepsMs the sum of the steps' medians
/// @param floorMs the sum of the steps' floors
/// @param kinds summed up by operator, the longest first
/// @param steps in the order in which they ran
record Profile(
    String model,
    String engine,
    int threads,
    int runs,
    Roof roof,
    double wallMs,
    double profiledMs,
    double stepsMs,
    double floorMs,
    List<KindFigures> kinds,
    List<StepFigures> steps) {

  /// Works figures out.
  ///
  /// @param model its name or file
  /// @param threads that took part
  /// @param roof of the machine with these threads
  /// @param times taken
  static Profile of(String model, int threads, Roof roof, Times times) {
    List<StepTime> first = times.profiled().runs().getFirst().steps();
    double[] medians = medians(times.profiled());
    double sum = 0;
    for (double median : medians) {
      sum += median;
    }
    long planBytes = planBytes(times.profiled().report());
    List<StepFigures> steps = new ArrayList<>();
    double floor = 0;
    for (int i = 0; i < medians.length; i++) {
      Floor least = Floor.of(first.get(i).step(), planBytes, roof);
      steps.add(StepFigures.of(i, first.get(i).step(), medians[i], sum, least));
      floor += least.nanos();
    }
    return new Profile(
        model,
        times.profiled().report().engine(),
        threads,
        times.profiled().runs().size(),
        roof,
        Quantiles.of(times.wallNanos()).median() / 1e6,
        Quantiles.of(nanos(times.profiled())).median() / 1e6,
        sum / 1e6,
        floor / 1e6,
        KindFigures.of(steps),
        steps);
  }

  /// Of each step over all runs.
  private static double[] medians(SessionProfile profile) {
    List<SessionProfile.Run> runs = profile.runs();
    double[] medians = new double[runs.getFirst().steps().size()];
    for (int i = 0; i < medians.length; i++) {
      double[] nanos = new double[runs.size()];
      for (int run = 0; run < nanos.length; run++) {
        nanos[run] = runs.get(run).steps().get(i).nanos();
      }
      medians[i] = Quantiles.of(nanos).median();
    }
    return medians;
  }

  private static double[] nanos(SessionProfile profile) {
    return profile.runs().stream().mapToDouble(SessionProfile.Run::nanos).toArray();
  }

  /// What passes by between two runs of a step: weights and activations of all plans in a row.
  private static long planBytes(SessionReport report) {
    long bytes = report.plan().weightBytes() + report.plan().activationBytes();
    return bytes + (report.next() == null ? 0 : planBytes(report.next()));
  }

  /// What ordinary runs spend outside of steps: borrowing memory, and whatever stands between.
  double outsideMs() {
    return wallMs - stepsMs;
  }
}
