package dev.gatun.conformance.contract;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Dots;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import org.jspecify.annotations.Nullable;

/// How far a normalisation may be off in float32, whatever the order of its sums.
///
/// With u the unit roundoff and n elements x of mean μ: a mean summed in any order is within e = (n
/// + 2)·u·mean|x|; a variance from distances to that mean is within a part (n + 8)·u + e²/(σ² + ε)
///   of itself, where the sum of the distances' errors cancels; a quotient and the two products
///   after it, folded into one factor and one addend or not, cost 8 roundings of |x|, |μ| and the
///   shift. A variance taken as mean(x²) − μ² is outside where |μ| is much larger than σ.
final class NormBounds {
  private static final double U = Dots.UNIT_ROUNDOFF;

  private NormBounds() {}

  static void fill(Trial trial, double[] expected, double[] bounds) {
    Tensor x = Judge.input(trial, 0);
    Shape shape = x.shape();
    switch (trial.op()) {
      case InstanceNorm n -> channels(trial, shape.dim(1), n.epsilon(), bounds);
      case GroupNorm n -> channels(trial, n.groups(), n.epsilon(), bounds);
      case LayerNorm n -> sets(trial, shape.size(n.axis(), shape.rank()), n.epsilon(), bounds);
      case LpNorm n -> relative(expected, bounds, (shape.dim(n.axis()) + 6) * U);
      case Lrn n -> relative(expected, bounds, 2 * (n.size() + 8) * U + 1e-6); // powers by exp, log
      default -> throw new IllegalArgumentException(trial.op() + " is no normalisation");
    }
  }

  private static void relative(double[] expected, double[] bounds, double part) {
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = part * Math.abs(expected[i]);
    }
  }

  private static void channels(Trial trial, long groups, double epsilon, double[] bounds) {
    Shape shape = Judge.input(trial, 0).shape();
    sets(trial, shape.dim(1) / groups * shape.size(2, shape.rank()), epsilon, bounds);
  }

  private static void sets(Trial trial, long run, double epsilon, double[] bounds) {
    Tensor x = Judge.input(trial, 0);
    for (int first = 0; first < bounds.length; first += (int) run) {
      double sum = 0;
      double magnitude = 0;
      for (long i = first; i < first + run; i++) {
        sum += x.getDouble(i);
        magnitude += Math.abs(x.getDouble(i));
      }
      double mean = sum / run;
      double squares = 0;
      for (long i = first; i < first + run; i++) {
        squares += (x.getDouble(i) - mean) * (x.getDouble(i) - mean);
      }
      double deviation = Math.sqrt(squares / run + epsilon);
      double e = (run + 2) * U * magnitude / run;
      double spread = (run + 8) * U + e * e / (deviation * deviation);
      for (int i = first; i < first + run; i++) {
        double factor = Math.abs(parameter(trial, 1, i)) / deviation;
        double shift = Math.abs(parameter(trial, 2, i));
        bounds[i] =
            factor * (e + Math.abs(x.getDouble(i) - mean) * spread)
                + 8 * U * (factor * (Math.abs(x.getDouble(i)) + Math.abs(mean)) + shift);
      }
    }
  }

  /// Scale or shift of an element: a layer's go by place in the set, the others' by channel or by
  /// group of channels.
  private static double parameter(Trial trial, int place, int i) {
    @Nullable Tensor tensor = trial.inputs().get(place);
    if (tensor == null) {
      return 0;
    }
    long count = tensor.shape().size();
    if (trial.op() instanceof LayerNorm) {
      return tensor.getDouble(i % count);
    }
    Shape x = Judge.input(trial, 0).shape();
    long channel = i / x.size(2, x.rank()) % x.dim(1);
    return tensor.getDouble(channel * count / x.dim(1));
  }
}
