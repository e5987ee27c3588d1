package dev.gatun.conformance.suite;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The sums of some results.
///
/// @param counts cases by verdict; one that is not there is 0
/// @param error the error that is worst in relation to its bound, or null where nothing was
///   compared
/// @param bound what that error was allowed to be, or null where nothing was compared
/// @param nanos time that all took together
public record Tally(
    Map<Verdict, Integer> counts, @Nullable Double error, @Nullable Double bound, long nanos) {
  /// Copies the map.
  public Tally {
    counts = Map.copyOf(counts);
  }

  /// The sums.
  ///
  /// @param results of any cases
  /// @return their sums
  public static Tally of(Collection<CaseResult> results) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    long nanos = 0;
    double worstRatio = -1;
    @Nullable CaseResult worst = null;
    for (CaseResult r : results) {
      counts.merge(r.verdict(), 1, Integer::sum);
      nanos += r.nanos();
      Double ratio = r.ratio();
      if (ratio != null && ratio > worstRatio) {
        worstRatio = ratio;
        worst = r;
      }
    }
    return new Tally(
        counts, worst == null ? null : worst.error(), worst == null ? null : worst.bound(), nanos);
  }

  /// How many cases ended so.
  ///
  /// @param verdict the verdict
  /// @return the count
  public int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  /// The worst error as a part of its bound.
  ///
  /// @return 0 or more, or null where nothing was compared
  public @Nullable Double ratio() {
    return error == null || bound == null ? null : error == 0 ? 0.0 : error / bound;
  }
}
