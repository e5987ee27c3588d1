package dev.gatun.kernels.opencl.tune;

import dev.gatun.DeviceException;
import dev.gatun.kernels.opencl.cl.ClException;
import dev.gatun.kernels.opencl.device.OpenDevice;
import dev.gatun.kernels.opencl.device.Shaping;
import dev.gatun.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Compares shapings on problems, in turns, so that whatever else the machine does meets both
/// alike. Problems whose plans are the same are left out. Nothing is timed that is not right.
final class Race implements Search.Judge, AutoCloseable {
  /// A candidate that is slower by this much after some turns has lost.
  private static final double LOST = 1.3;

  private static final int FIRST_TURNS = 3;

  private final OpenDevice device;
  private final Engine host;
  private final List<Problem> problems;
  private final int turns;
  private final ToDoubleFunction<Trial> clock;
  private final List<Trial> incumbents = new ArrayList<>();
  private @Nullable Shaping held;

  /// @param device opened, with any shaping
  /// @param host of the engine that is tuned
  /// @param problems what is timed
  /// @param turns of each
  /// @param clock times one run
  Race(
      OpenDevice device,
      Engine host,
      List<Problem> problems,
      int turns,
      ToDoubleFunction<Trial> clock) {
    this.device = device;
    this.host = host;
    this.problems = problems;
    this.turns = turns;
    this.clock = clock;
  }

  /// {@return the geometric mean over the problems whose plans differ; 1 if none does}
  @Override
  public double ratio(Shaping incumbent, Shaping candidate) {
    hold(incumbent);
    double logarithms = 0;
    int differing = 0;
    for (int i = 0; i < problems.size(); i++) {
      Trial ours = incumbents.get(i);
      try (Trial other = new Trial(device, candidate, host, problems.get(i))) {
        if (!other.kernels().equals(ours.kernels())) {
          if (!other.right()) {
            return Double.NaN;
          }
          logarithms += Math.log(ratio(ours, other));
          differing++;
        }
      } catch (ClException | DeviceException e) {
        return Double.NaN;
      }
    }
    return differing == 0 ? 1 : Math.exp(logarithms / differing);
  }

  private double ratio(Trial ours, Trial other) {
    List<Double> times = new ArrayList<>();
    List<Double> otherTimes = new ArrayList<>();
    for (int turn = -1; turn < turns; turn++) { // one to fill caches
      double time = clock.applyAsDouble(ours);
      double otherTime = clock.applyAsDouble(other);
      if (turn >= 0) {
        times.add(time);
        otherTimes.add(otherTime);
      }
      if (turn + 1 == FIRST_TURNS && median(otherTimes) > LOST * median(times)) {
        break;
      }
    }
    return median(otherTimes) / median(times);
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElse(Double.NaN);
  }

  private void hold(Shaping incumbent) {
    if (!incumbent.equals(held)) {
      close();
      for (Problem problem : problems) {
        incumbents.add(new Trial(device, incumbent, host, problem));
      }
      held = incumbent;
    }
  }

  @Override
  public void close() {
    incumbents.forEach(Trial::close);
    incumbents.clear();
    held = null;
  }
}
