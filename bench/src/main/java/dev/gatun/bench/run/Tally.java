package dev.gatun.bench.run;

import dev.gatun.bench.timing.Quantiles;
import java.util.ArrayList;
import java.util.List;

/** Counts right answers and collects times. */
final class Tally {
  private final List<Double> milliseconds = new ArrayList<>();
  private int labelled;
  private int right;

  void add(Answer answer) {
    milliseconds.add(answer.milliseconds());
    Boolean isRight = answer.right();
    if (isRight != null) {
      labelled++;
      right += isRight ? 1 : 0;
    }
  }

  int labelled() {
    return labelled;
  }

  int right() {
    return right;
  }

  int samples() {
    return milliseconds.size();
  }

  /** The median over all samples, NaN where there is none. */
  double medianMilliseconds() {
    return median(milliseconds);
  }

  static double median(List<Double> values) {
    return Quantiles.of(values).median();
  }
}
