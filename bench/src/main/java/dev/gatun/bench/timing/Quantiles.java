package dev.gatun.bench.timing;

import java.util.Arrays;
import java.util.Collection;

/// The order statistics of some numbers.
///
/// ```java
/// double median = Quantiles.of(times).median();
/// ```
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /// Those of some numbers.
  ///
  /// @param values in any order; copied
  /// @return their quantiles, all NaN where there is no number
  public static Quantiles of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /// Those of some numbers.
  ///
  /// @param values in any order; copied
  /// @return their quantiles, all NaN where there is no number
  public static Quantiles of(Collection<Double> values) {
    return of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /// How many numbers there are.
  ///
  /// @return 0 or more
  public int count() {
    return sorted.length;
  }

  /// The smallest.
  ///
  /// @return the quantile 0
  public double min() {
    return at(0);
  }

  /// The middle one, or the mean of the two in the middle.
  ///
  /// @return the quantile ½
  public double median() {
    return at(0.5);
  }

  /// The number below which a part of all lies, linear between two of them: definition 7 of Hyndman
  /// and Fan, *Sample Quantiles in Statistical Packages*, 1996.
  ///
  /// @param part 0 to 1
  /// @return the quantile, NaN where there is no number
  public double at(double part) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /// The mean for ratios: twice as fast and half as fast give 1.
  ///
  /// @param values above 0
  /// @return the n-th root of their product, NaN where there is no number
  public static double geometricMean(Collection<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }
}
