package dev.gatun.bench.run;

import dev.gatun.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sample.
 *
 * @param sample what was run
 * @param outputs the model's outputs by name
 * @param guesses the likeliest classes, or null where the output is no list of classes
 * @param milliseconds median of the timed runs
 */
record Answer(
    Sample sample, Map<String, Tensor> outputs, @Nullable Guesses guesses, double milliseconds) {

  /** Whether the likeliest class is the right one; null where that is not known. */
  @Nullable Boolean right() {
    Integer label = sample.label();
    if (label == null || guesses == null) {
      return null;
    }
    return guesses.top().getFirst().index() == label;
  }
}
