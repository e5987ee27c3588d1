package dev.gatun.bench.timing;

/// How much is run, warm and timed.
///
/// @param warmUpMillis untimed runs of each engine before the first turn take that long at least,
///   and longer while they still become faster
/// @param turns of each engine, ≥ 1
/// @param turnMillis the timed runs of one turn take about that long; one run at least
/// @param pauseMillis of silence before each turn, in which threads of the other engine, which spin
///   for a while after their run, go to sleep
public record Schedule(double warmUpMillis, int turns, double turnMillis, int pauseMillis) {
  /// Fewer turns say little about the spread.
  private static final int LEAST_TURNS = 8;

  private static final double WARM_UP_MILLIS = 1_000;
  private static final double TURN_MILLIS = 100;
  private static final int PAUSE_MILLIS = 20;

  /// Turns of a tenth of a second, eight at least.
  ///
  /// @param seconds of timed runs of each engine
  /// @return the schedule
  public static Schedule ofSeconds(double seconds) {
    double millis = 1_000 * seconds;
    int turns = (int) Math.max(LEAST_TURNS, Math.round(millis / TURN_MILLIS));
    return new Schedule(
        Math.min(WARM_UP_MILLIS, millis),
        turns,
        Math.min(TURN_MILLIS, millis / turns),
        PAUSE_MILLIS);
  }

  /// A copy with another number of turns of the same length.
  ///
  /// @param count of each engine, ≥ 1
  /// @return the copy
  public Schedule withTurns(int count) {
    return new Schedule(warmUpMillis, count, turnMillis, pauseMillis);
  }

  /// After how long a warm-up ends in any case: large networks call their kernels often enough in
  /// few runs.
  ///
  /// @return milliseconds
  double patienceMillis() {
    return 6 * warmUpMillis;
  }
}
