package dev.gatun.bench.run;

import dev.gatun.Tensor;

/**
 * What an output looks like, for those that are no list of classes.
 *
 * @param name the output's name
 * @param type element type and shape
 * @param min smallest element, NaN where there is none
 * @param max largest element
 * @param mean mean of all elements
 * @param first the first elements
 */
@SuppressWarnings("ArrayRecordComponent") // printed, never compared
record Summary(String name, String type, double min, double max, double mean, double[] first) {
  private static final int FIRST = 6;

  static Summary of(String name, Tensor output) {
    long size = output.shape().size();
    double min = size == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
    double max = size == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (long i = 0; i < size; i++) {
      double value = output.getDouble(i);
      min = Math.min(min, value); // NaN stays: one NaN makes the summary NaN
      max = Math.max(max, value);
      sum += value;
    }
    double[] first = new double[(int) Math.min(size, FIRST)];
    for (int i = 0; i < first.length; i++) {
      first[i] = output.getDouble(i);
    }
    return new Summary(name, output.toString(), min, max, sum / size, first);
  }

  String line() {
    StringBuilder line =
        new StringBuilder(
            "%s %s  min %.6g  max %.6g  mean %.6g ".formatted(name, type, min, max, mean));
    for (double value : first) {
      line.append(" %.6g".formatted(value));
    }
    return line + " …";
  }
}
