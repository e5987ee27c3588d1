package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.conformance.reference.Dots;
import dev.gatun.conformance.reference.Reference;
import dev.gatun.op.Activate;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Concat;
import dev.gatun.op.Conv;
import dev.gatun.op.ConvTranspose;
import dev.gatun.op.DepthToSpace;
import dev.gatun.op.Expand;
import dev.gatun.op.Gather;
import dev.gatun.op.Gemm;
import dev.gatun.op.GlobalPool;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import dev.gatun.op.MatMul;
import dev.gatun.op.Op;
import dev.gatun.op.Pad;
import dev.gatun.op.Pool;
import dev.gatun.op.Reduce;
import dev.gatun.op.Resize;
import dev.gatun.op.Slice;
import dev.gatun.op.Softmax;
import dev.gatun.op.SpaceToDepth;
import dev.gatun.op.Split;
import dev.gatun.op.Tile;
import dev.gatun.op.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a result must be, and how far it may be off.
///
/// @param expected one value per element
/// @param bounds the largest distance allowed, one per element; 0 means exactly equal as floats
/// @param magnitudes Σ|aᵢbᵢ| per element, or null where a gate on the sums would say nothing: the
///   operator is no dot product, or the error of an approximated activation hides that of the sums
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record Judge(double[] expected, double[] bounds, double @Nullable [] magnitudes) {

  static Judge of(Trial trial, DataSet data, boolean exactIntegers) {
    @Nullable Dots dots = dots(trial, Tensor.allocate(trial.output(), trial.shape()));
    if (dots != null) {
      return of(dots, data == DataSet.SMALL_INTEGERS && exactIntegers);
    }
    boolean copies = copies(trial.op()) || !trial.output().isFloat();
    List<Tensor> exact = trial.allocate(copies ? trial.output() : DType.FLOAT64);
    Reference.run(trial.op(), trial.inputs(), new ArrayList<>(exact));
    double[] expected = trial.inARow(exact).toDoubles();
    double[] bounds = new double[expected.length];
    switch (trial.op()) {
      case Pool p when p.kind() != Pool.Kind.MAX ->
          poolBounds(p.kind(), taps(p), trial, bounds, expected);
      case GlobalPool p when p.kind() != Pool.Kind.MAX ->
          poolBounds(p.kind(), plane(trial), trial, bounds, expected);
      case BatchNorm _ when data != DataSet.SMALL_INTEGERS -> batchNormBounds(trial, bounds);
      case InstanceNorm _, GroupNorm _, LayerNorm _, Lrn _, LpNorm _ ->
          NormBounds.fill(trial, expected, bounds);
      case Reduce r -> ReduceBounds.fill(r, trial, data, expected, bounds);
      case Resize r when !copies -> resizeBounds(r, trial, bounds);
      case Activate a -> Arrays.setAll(bounds, i -> Activations.slack(a.function(), expected[i]));
      case Softmax _ -> Arrays.setAll(bounds, i -> 1e-5 * Math.abs(expected[i]) + 1e-6);
      default -> {} // exact: copies, and arithmetic that is rounded once
    }
    return new Judge(expected, bounds, null);
  }

  /// Whether results are input elements, bit by bit.
  private static boolean copies(Op op) {
    return switch (op) {
      case Transpose _, Concat _, Pad _, Slice _, Gather _, Tile _, Split _, Expand _ -> true;
      case DepthToSpace _, SpaceToDepth _ -> true;
      case Resize r -> r.mode() == Resize.Mode.NEAREST;
      case Reduce r -> r.kind() == Reduce.Kind.MAX || r.kind() == Reduce.Kind.MIN;
      case Pool p -> p.kind() == Pool.Kind.MAX;
      case GlobalPool p -> p.kind() == Pool.Kind.MAX;
      default -> false;
    };
  }

  private static @Nullable Dots dots(Trial trial, Tensor y) {
    Op op = trial.op();
    return switch (op) {
      case Conv c -> Reference.dots(c, trial.inputs(), y);
      case ConvTranspose c -> Reference.dots(c, trial.inputs(), y);
      case Gemm g -> Reference.dots(g, trial.inputs(), y);
      case MatMul m -> Reference.dots(m, trial.inputs(), y);
      default -> null;
    };
  }

  private static Judge of(Dots dots, boolean integers) {
    double[] expected = new double[dots.values().length];
    double[] bounds = new double[expected.length];
    boolean exact = integers && Activations.isExactOnIntegers(dots.activation());
    for (int i = 0; i < expected.length; i++) {
      expected[i] =
          dev.gatun.conformance.reference.Activations.apply(dots.activation(), dots.values()[i]);
      double sum = integers ? 0 : dots.bound(i);
      bounds[i] =
          exact
              ? 0
              : Activations.slope(dots.activation()) * sum
                  + Activations.slack(dots.activation(), expected[i]);
    }
    return new Judge(
        expected, bounds, Activations.isApproximated(dots.activation()) ? null : dots.magnitudes());
  }

  /// Sums of at most k terms and one division: γ of k + 2 times the mean of magnitudes, which is at
  /// most max|x|.
  private static void poolBounds(
      Pool.Kind kind, long taps, Trial trial, double[] bounds, double[] expected) {
    double largest = 0;
    for (double v : input(trial, 0).toDoubles()) {
      largest = Math.max(largest, Math.abs(v));
    }
    double bound = (taps + 2) * Dots.UNIT_ROUNDOFF * largest;
    Arrays.setAll(bounds, i -> kind == Pool.Kind.LP ? 1e-5 * Math.abs(expected[i]) : bound);
  }

  private static long taps(Pool op) {
    return Arrays.stream(op.window().kernel().toArray()).reduce(1, (a, b) -> a * b);
  }

  /// Elements of a channel.
  private static long plane(Trial trial) {
    Shape x = input(trial, 0).shape();
    return x.size(2, x.rank());
  }

  /// A weighted mean over all axes, with weights that float32 holds rounded: cubic ones sum to less
  /// than 3 in magnitude on each axis.
  private static void resizeBounds(Resize op, Trial trial, double[] bounds) {
    double largest = 0;
    for (double v : input(trial, 0).toDoubles()) {
      largest = Math.max(largest, Math.abs(v));
    }
    double magnitude = largest * (op.mode() == Resize.Mode.CUBIC ? 9 : 1);
    Arrays.fill(bounds, 32 * Dots.UNIT_ROUNDOFF * magnitude);
  }

  /// Whether scale/√(var + ε) is folded or not, the result is a sum of three products with a
  /// handful of roundings each.
  private static void batchNormBounds(Trial trial, double[] bounds) {
    Trial t = trial;
    double epsilon = ((BatchNorm) t.op()).epsilon();
    Tensor x = input(t, 0);
    long channels = x.shape().dim(1);
    long plane = x.shape().size(2, x.shape().rank());
    for (int i = 0; i < bounds.length; i++) {
      long c = i / plane % channels;
      double factor =
          Math.abs(input(t, 1).getDouble(c)) / Math.sqrt(input(t, 4).getDouble(c) + epsilon);
      double terms =
          factor * (Math.abs(x.getDouble(i)) + Math.abs(input(t, 3).getDouble(c)))
              + Math.abs(input(t, 2).getDouble(c));
      bounds[i] = 8 * Dots.UNIT_ROUNDOFF * terms;
    }
  }

  static Tensor input(Trial trial, int place) {
    return Objects.requireNonNull(trial.inputs().get(place));
  }

  /// Whether the case could have failed: a result that is nearly all one value proves nothing.
  boolean isTrustworthy() {
    if (expected.length < 16) {
      return true;
    }
    Map<Double, Integer> counts = new HashMap<>();
    int most = 0;
    for (double v : expected) {
      most = Math.max(most, counts.merge(v, 1, Integer::sum));
    }
    return most <= 0.9 * expected.length;
  }

  /// Holds a result to its bounds.
  ///
  /// @param got the result
  /// @param l2Gate largest ‖error‖₂ as a part of ‖Σ|aᵢbᵢ|‖₂, for dot products
  /// @return the error that is worst in relation to its bound
  /// @throws AssertionError naming the first element that is off, and the worst
  Worst require(Tensor got, double l2Gate) {
    Worst worst = new Worst(0, 0);
    double squaredError = 0;
    double squaredMagnitude = 0;
    int wrong = 0;
    String first = "";
    for (int i = 0; i < expected.length; i++) {
      double error = distance(got.getDouble(i), expected[i], bounds[i]);
      Worst here = new Worst(error, bounds[i]);
      worst = here.ratio() > worst.ratio() ? here : worst;
      if (!(error <= bounds[i])) {
        wrong++;
        if (first.isEmpty()) {
          first =
              "element "
                  + i
                  + " of "
                  + got
                  + ": got "
                  + got.getDouble(i)
                  + ", required "
                  + expected[i]
                  + (bounds[i] == 0 ? " exactly" : " ± " + bounds[i]);
        }
      }
      squaredError += error * error;
      squaredMagnitude += magnitudes == null ? 0 : magnitudes[i] * magnitudes[i];
    }
    if (wrong > 0) {
      throw new AssertionError(
          first + " (" + wrong + " of " + expected.length + " elements are off)");
    }
    if (magnitudes != null && Math.sqrt(squaredError) > l2Gate * Math.sqrt(squaredMagnitude)) {
      throw new AssertionError(
          "L2 error "
              + Math.sqrt(squaredError / squaredMagnitude)
              + " of the sums of magnitudes, allowed "
              + l2Gate);
    }
    return worst;
  }

  /// An element's distance from what is required, and what it may be.
  record Worst(double error, double bound) {
    double ratio() {
      return error == 0 ? 0 : error / bound;
    }
  }

  private static double distance(double got, double expected, double bound) {
    if (Double.isNaN(expected) || Double.isInfinite(expected) || bound == 0) {
      boolean equal =
          got == expected
              || got == (float) expected
              || (Double.isNaN(got) && Double.isNaN(expected));
      return equal ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(got - expected);
  }
}
