package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.LayerNorm;
import org.jspecify.annotations.Nullable;

/// Normalisations by mean and variance for every float type, in double.
final class TypedNorms {
  private TypedNorms() {}

  static PlainKernel batch(Signature s, BatchNorm op) {
    Shape x = s.inShape(0);
    long channels = x.rank() < 2 ? 1 : x.dim(1);
    long plane = x.rank() < 2 ? 1 : x.size(2, x.rank());
    return new Partitioned(
        "plain.BatchNorm", channels == 0 || plane == 0 ? 0 : x.size() / plane, plane) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long c = i % channels;
          double scale = at(in, 1).getDouble(c) / Math.sqrt(at(in, 4).getDouble(c) + op.epsilon());
          double shift = at(in, 2).getDouble(c);
          double mean = at(in, 3).getDouble(c);
          for (long j = i * plane; j < (i + 1) * plane; j++) {
            at(out, 0).setDouble(j, (at(in, 0).getDouble(j) - mean) * scale + shift);
          }
        }
      }
    };
  }

  static PlainKernel grouped(Signature s, int groups, float epsilon) {
    Shape x = s.inShape(0);
    long channels = x.dim(1) / groups;
    long plane = x.size(2, x.rank());
    long size = channels * plane;
    boolean perGroup = s.inShape(1).size() == groups;
    return new Partitioned("plain." + s.op().title(), x.dim(0) * groups, size) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor source = at(in, 0);
        for (long i = from; i < to; i++) {
          double mean = mean(source, i * size, size);
          double inverse = inverse(source, i * size, size, mean, epsilon);
          for (long j = 0; j < size; j++) {
            long p = perGroup ? i % groups : i % groups * channels + j / plane;
            double v = (source.getDouble(i * size + j) - mean) * inverse;
            at(out, 0).setDouble(i * size + j, v * at(in, 1).getDouble(p) + at(in, 2).getDouble(p));
          }
        }
      }
    };
  }

  /// Scale and shift may broadcast to x in any way.
  static PlainKernel layer(Signature s, LayerNorm op) {
    Shape x = s.inShape(0);
    int axis = Signature.axis(op.axis(), x.rank());
    long n = x.size(axis, x.rank());
    boolean hasShift = s.hasInput(2);
    Shape shiftShape = hasShift ? s.inShape(2) : Shape.scalar();
    LoopNest loops =
        LoopNest.of(
            x.toArray(), LoopNest.broadcast(s.inShape(1), x), LoopNest.broadcast(shiftShape, x));
    return new Partitioned("plain.LayerNorm", n == 0 ? 0 : x.size(0, axis), n) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor source = at(in, 0);
        for (long i = from; i < to; i++) {
          double mean = mean(source, i * n, n);
          double inverse = inverse(source, i * n, n, mean, op.epsilon());
          for (long j = i * n; j < (i + 1) * n; j++) {
            double v =
                (source.getDouble(j) - mean) * inverse * at(in, 1).getDouble(loops.offset(0, j, 0));
            at(out, 0).setDouble(j, hasShift ? v + at(in, 2).getDouble(loops.offset(1, j, 0)) : v);
          }
        }
      }
    };
  }

  private static double mean(Tensor x, long from, long n) {
    double sum = 0;
    for (long j = from; j < from + n; j++) {
      sum += x.getDouble(j);
    }
    return sum / n;
  }

  private static double inverse(Tensor x, long from, long n, double mean, float epsilon) {
    double sum = 0;
    for (long j = from; j < from + n; j++) {
      double d = x.getDouble(j) - mean;
      sum += d * d;
    }
    return 1 / Math.sqrt(sum / n + epsilon);
  }
}
