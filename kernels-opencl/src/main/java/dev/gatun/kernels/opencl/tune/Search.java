package dev.gatun.kernels.opencl.tune;

import dev.gatun.kernels.opencl.device.Shaping;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/// Coordinate descent: along one axis after the other, what is faster becomes the one to beat.
final class Search {
  /// Of the incumbent's time, what a candidate may take at most to win: less is noise.
  private static final double WINS = 1 / 1.03;

  /// Compares two shapings.
  interface Judge {
    /// @param incumbent the best one so far
    /// @param candidate another one
    /// @return the candidate's time over the incumbent's; NaN if its results are not right
    double ratio(Shaping incumbent, Shaping candidate);
  }

  /// A candidate that was compared.
  ///
  /// @param candidate which
  /// @param ratio its time over that of the best one so far; NaN if its results were not right
  /// @param wins whether it is the best one now
  record Step(Shaping candidate, double ratio, boolean wins) {}

  private final List<Function<Shaping, List<Shaping>>> axes;
  private final Judge judge;
  private final BooleanSupplier inTime;
  private final Consumer<Step> progress;

  /// @param axes each gives the candidates that differ from a shaping along it
  /// @param judge compares
  /// @param inTime whether there is time for another candidate
  /// @param progress is told of each candidate
  Search(
      List<Function<Shaping, List<Shaping>>> axes,
      Judge judge,
      BooleanSupplier inTime,
      Consumer<Step> progress) {
    this.axes = axes;
    this.judge = judge;
    this.inTime = inTime;
    this.progress = progress;
  }

  /// Searches until nothing wins, at most some passes, or until time is up.
  ///
  /// @param start the first one to beat
  /// @param passes over all axes
  /// @return the best one
  Shaping from(Shaping start, int passes) {
    Shaping best = start;
    for (int pass = 0; pass < passes; pass++) {
      Shaping before = best;
      for (Function<Shaping, List<Shaping>> axis : axes) {
        best = along(axis, best);
      }
      if (best.equals(before)) {
        break;
      }
    }
    return best;
  }

  private Shaping along(Function<Shaping, List<Shaping>> axis, Shaping start) {
    Shaping best = start;
    Set<Shaping> seen = new HashSet<>(Set.of(start));
    for (Shaping candidate : axis.apply(start)) {
      if (seen.add(candidate) && inTime.getAsBoolean()) {
        double ratio = judge.ratio(best, candidate);
        boolean wins = ratio < WINS; // not NaN
        progress.accept(new Step(candidate, ratio, wins));
        best = wins ? candidate : best;
      }
    }
    return best;
  }
}
