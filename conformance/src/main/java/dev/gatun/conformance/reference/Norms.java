package dev.gatun.conformance.reference;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.LpNorm;
import dev.gatun.op.Lrn;
import org.jspecify.annotations.Nullable;

/// Normalisations. Variances are those of a population: divided by the count.
final class Norms {
  private Norms() {}

  static void batch(BatchNorm op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Tensor scale = o.in(1);
    Tensor shift = o.in(2);
    Tensor mean = o.in(3);
    Tensor variance = o.in(4);
    long channels = x.shape().rank() < 2 ? 1 : x.shape().dim(1);
    long plane = x.shape().rank() < 2 ? 1 : x.shape().size(2, x.shape().rank());
    for (long i = 0; i < x.shape().size(); i++) {
      long c = i / plane % channels;
      double normal =
          (x.getDouble(i) - mean.getDouble(c)) / Math.sqrt(variance.getDouble(c) + op.epsilon());
      y.setDouble(i, scale.getDouble(c) * normal + shift.getDouble(c));
    }
  }

  static void instance(InstanceNorm op, Operands o) {
    long channels = o.in(0).shape().dim(1);
    channelGroups(o, channels, op.epsilon());
  }

  static void group(GroupNorm op, Operands o) {
    channelGroups(o, op.groups(), op.epsilon());
  }

  /// Each run of channels/groups channels of an image is normalised as one set; scale and shift go
  /// by channel, or by group where they have only that many elements.
  private static void channelGroups(Operands o, long groups, double epsilon) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Shape shape = x.shape();
    long channels = shape.dim(1);
    long plane = shape.size(2, shape.rank());
    long run = channels / groups * plane;
    for (long first = 0; first < shape.size(); first += run) {
      Moments moments = Moments.of(x, first, run);
      for (long i = first; i < first + run; i++) {
        long c = i / plane % channels;
        y.setDouble(
            i,
            perChannel(o.in(1), c, channels) * moments.normal(x.getDouble(i), epsilon)
                + perChannel(o.in(2), c, channels));
      }
    }
  }

  private static double perChannel(Tensor parameter, long c, long channels) {
    return parameter.getDouble(c * parameter.shape().size() / channels);
  }

  static void layer(LayerNorm op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Tensor scale = o.in(1);
    @Nullable Tensor shift = o.optional(2);
    Shape shape = x.shape();
    long run = shape.size(Indices.axis(op.axis(), shape.rank()), shape.rank());
    for (long first = 0; first < shape.size(); first += run) {
      Moments moments = Moments.of(x, first, run);
      for (long i = first; i < first + run; i++) {
        long[] at = Indices.of(shape, i);
        double scaled =
            scale.getDouble(Indices.broadcast(scale.shape(), at))
                * moments.normal(x.getDouble(i), op.epsilon());
        y.setDouble(
            i,
            scaled + (shift == null ? 0 : shift.getDouble(Indices.broadcast(shift.shape(), at))));
      }
    }
  }

  static void lp(LpNorm op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Shape shape = x.shape();
    int axis = Indices.axis(op.axis(), shape.rank());
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      double sum = 0;
      for (long j = 0; j < shape.dim(axis); j++) {
        at[axis] = j;
        double v = Math.abs(x.getDouble(Indices.flat(shape, at)));
        sum += op.p() == 1 ? v : v * v;
      }
      double norm = op.p() == 1 ? sum : Math.sqrt(sum);
      y.setDouble(i, norm == 0 ? 0 : x.getDouble(i) / norm);
    }
  }

  /// The window of channel c is c − ⌊(size−1)/2⌋ to c + ⌈(size−1)/2⌉, cut off at the ends.
  static void lrn(Lrn op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    Shape shape = x.shape();
    for (long i = 0; i < shape.size(); i++) {
      long[] at = Indices.of(shape, i);
      long c = at[1];
      double squares = 0;
      long last = Math.min(c + op.size() / 2, shape.dim(1) - 1);
      for (long near = Math.max(c - (op.size() - 1) / 2, 0); near <= last; near++) {
        at[1] = near;
        double v = x.getDouble(Indices.flat(shape, at));
        squares += v * v;
      }
      y.setDouble(
          i,
          x.getDouble(i)
              / Math.pow(op.bias() + (double) op.alpha() / op.size() * squares, op.beta()));
    }
  }

  /// Mean and variance of a run of elements.
  private record Moments(double mean, double variance) {
    static Moments of(Tensor x, long first, long count) {
      double sum = 0;
      for (long i = first; i < first + count; i++) {
        sum += x.getDouble(i);
      }
      double mean = sum / count;
      double squares = 0;
      for (long i = first; i < first + count; i++) {
        double distance = x.getDouble(i) - mean;
        squares += distance * distance;
      }
      return new Moments(mean, squares / count);
    }

    double normal(double x, double epsilon) {
      return (x - mean) / Math.sqrt(variance + epsilon);
    }
  }
}
