package dev.gatun.bench.timing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What [Turns] measured of one engine.
///
/// @param turns milliseconds of each timed run, turn by turn, one or more each
public record Times(List<double[]> turns) {
  /// Copies the list.
  public Times {
    turns = List.copyOf(turns);
  }

  /// Those of all runs.
  ///
  /// @return in milliseconds
  public Quantiles runs() {
    return Quantiles.of(turns.stream().flatMapToDouble(Arrays::stream).toArray());
  }

  /// How many times longer another engine took, turn by turn: its median divided by this one's.
  ///
  /// @param other timed in the same turns
  /// @return the quantiles of one ratio for each turn
  public Quantiles ratios(Times other) {
    return Quantiles.of(
        IntStream.range(0, turns.size())
            .mapToDouble(turn -> median(other, turn) / median(this, turn))
            .toArray());
  }

  private static double median(Times times, int turn) {
    return Quantiles.of(times.turns.get(turn)).median();
  }
}
