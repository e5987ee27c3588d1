package dev.gatun.conformance.contract;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ArgReduce;
import dev.gatun.op.Ints;
import dev.gatun.op.Reduce;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/// Trials of reductions of tensors `[n, ic, ih, iw]`. The digits of `axes` are the axes, such as
/// `axes32`; a word is the kind: `sum`, `mean`, `max`, `min`, `prod`, `sum_square`, `log_sum`,
/// `log_sum_exp`, `lnorm_one`, `lnorm_two`; `keep` keeps reduced axes.
final class ReduceTrials {
  private static final int TWOS = 60; // so many factors 2 stay below float's range

  private ReduceTrials() {}

  static Trial of(Problem p, DataSet data, Random random) {
    Shape shape = PlainTrials.shape(p);
    Tensor x = data.fill(shape, random, 1);
    if (!p.kind().equals("reduce")) {
      ArgReduce op =
          new ArgReduce(p.kind().equals("argmax"), p.get("axis"), p.has("keep"), p.has("last"));
      Shape y = reduced(shape, Ints.of(op.axis()), op.keepDims());
      return new Trial(op, Arrays.asList(x), Set.of(0), DType.INT64, y);
    }
    Ints axes =
        Ints.of(Integer.toString(p.get("axes")).chars().asLongStream().map(c -> c - '0').toArray());
    Reduce op = new Reduce(kind(p), axes, p.has("keep"), false);
    fit(op.kind(), x, data, random);
    return new Trial(op, Arrays.asList(x), false, reduced(shape, axes, op.keepDims()));
  }

  private static Reduce.Kind kind(Problem p) {
    for (Reduce.Kind kind : Reduce.Kind.values()) {
      String word =
          switch (kind) {
            case L1 -> "lnorm_one";
            case L2 -> "lnorm_two";
            default -> kind.name().toLowerCase(Locale.ROOT);
          };
      if (p.has(word)) {
        return kind;
      }
    }
    return Reduce.Kind.SUM;
  }

  /// What a kind can take: logarithms of sums want positive elements, products of many factors ones
  /// near 1.
  private static void fit(Reduce.Kind kind, Tensor x, DataSet data, Random random) {
    long size = x.shape().size();
    for (long i = 0; i < size; i++) {
      switch (kind) {
        case LOG_SUM -> x.setDouble(i, Math.abs(x.getDouble(i)) + 1);
        case PROD -> {
          double sign = random.nextBoolean() ? 1 : -1;
          x.setDouble(
              i,
              data == DataSet.SMALL_INTEGERS
                  ? random.nextInt((int) size) < TWOS ? 2 * sign : sign
                  : sign * (1 + x.getDouble(i) / 64));
        }
        default -> {}
      }
    }
  }

  private static Shape reduced(Shape shape, Ints axes, boolean keep) {
    LongStream.Builder dims = LongStream.builder();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        dims.add(shape.dim(axis));
      } else if (keep) {
        dims.add(1);
      }
    }
    return Shape.of(dims.build().toArray());
  }
}
