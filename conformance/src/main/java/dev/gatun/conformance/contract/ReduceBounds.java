package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Dots;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.op.Reduce;
import java.util.List;

/// How far a reduction may be off in float32: a sum of n terms in any order by (n + 2)·u of the sum
/// of their magnitudes, a product by as much of itself. Sums of small integers are exact.
final class ReduceBounds {
  private ReduceBounds() {}

  static void fill(Reduce op, Trial trial, DataSet data, double[] expected, double[] bounds) {
    Tensor x = Judge.input(trial, 0);
    boolean integers = data == DataSet.SMALL_INTEGERS;
    double terms = bounds.length == 0 ? 0 : (double) x.shape().size() / bounds.length;
    double part = (terms + 4) * Dots.UNIT_ROUNDOFF;
    Tensor magnitudes = Tensor.allocate(DType.FLOAT64, trial.shape());
    Reduce sum = new Reduce(Reduce.Kind.L1, op.axes(), op.keepDims(), op.noopWithEmptyAxes());
    Reference.run(sum, trial.inputs(), List.of(magnitudes));
    for (int i = 0; i < bounds.length; i++) {
      double y = Math.abs(expected[i]);
      bounds[i] =
          switch (op.kind()) {
            case MAX, MIN -> 0;
            case SUM, L1 -> integers ? 0 : part * magnitudes.getDouble(i);
            case SUM_SQUARE -> integers ? 0 : part * y;
            case PROD -> integers ? 0 : part * y;
            case MEAN ->
                integers ? 4 * Dots.UNIT_ROUNDOFF * y : part * magnitudes.getDouble(i) / terms;
            case L2 -> (integers ? 4 * Dots.UNIT_ROUNDOFF : part) * y;
            case LOG_SUM, LOG_SUM_EXP -> part + 1e-6 * Math.max(1, y);
          };
    }
  }
}
