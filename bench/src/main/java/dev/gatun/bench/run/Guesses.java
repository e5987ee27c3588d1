package dev.gatun.bench.run;

import dev.gatun.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The likeliest classes of one answer.
 *
 * @param top likeliest first
 * @param softmax whether the output had to be made a distribution
 */
record Guesses(List<Guess> top, boolean softmax) {
  /**
   * One class.
   *
   * @param index its place in the output
   * @param label its name, or the index where there are no labels
   * @param probability 0 to 1
   */
  record Guess(int index, String label, double probability) {}

  /** Sums of rounded probabilities stray from 1, the more the more there are. */
  private static final double SUM_TOLERANCE = 1e-3;

  /** More classes than any known label list has: such an output is data. */
  private static final int MOST_CLASSES = 100_000;

  /**
   * Reads an output as classes, the first of a batch.
   *
   * @param output {@code [N, classes]} or {@code [classes]}, further axes being 1
   * @param labels names by index, or empty
   * @param count how many guesses
   * @return null where the output is no list of classes
   */
  static @Nullable Guesses of(Tensor output, List<String> labels, int count) {
    int classes = classes(output);
    if (classes < 2 || count < 1) {
      return null;
    }
    double[] p = new double[classes];
    double sum = 0;
    boolean distribution = true;
    for (int i = 0; i < classes; i++) {
      p[i] = output.getDouble(i);
      sum += p[i];
      distribution &= p[i] >= 0;
    }
    distribution &= Math.abs(sum - 1) <= SUM_TOLERANCE;
    double[] probabilities = distribution ? p : softmax(p);
    List<Guess> top = new ArrayList<>();
    IntStream.range(0, classes)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]).thenComparing(i -> i))
        .limit(count)
        .forEach(i -> top.add(new Guess(i, label(i, labels), probabilities[i])));
    return new Guesses(top, !distribution);
  }

  private static int classes(Tensor output) {
    if (!output.dtype().isFloat() || output.shape().size() == 0) {
      return 0;
    }
    int rank = output.shape().rank();
    int axis = rank == 1 ? 0 : 1;
    for (int i = axis + 1; i < rank; i++) {
      if (output.shape().dim(i) != 1) {
        return 0;
      }
    }
    long extent = rank == 0 ? 0 : output.shape().dim(axis);
    return extent > MOST_CLASSES ? 0 : (int) extent;
  }

  private static double[] softmax(double[] x) {
    double max = Double.NEGATIVE_INFINITY;
    for (double v : x) {
      max = Math.max(max, v);
    }
    double[] p = new double[x.length];
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      p[i] = Math.exp(x[i] - max);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  private static String label(int index, List<String> labels) {
    return index < labels.size() ? labels.get(index) : Integer.toString(index);
  }
}
