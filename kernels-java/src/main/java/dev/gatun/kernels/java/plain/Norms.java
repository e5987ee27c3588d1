package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.kernels.java.strip.Strips;
import dev.gatun.op.BatchNorm;
import dev.gatun.op.Binary;
import dev.gatun.op.GroupNorm;
import dev.gatun.op.InstanceNorm;
import dev.gatun.op.LayerNorm;
import dev.gatun.op.Reduce;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Normalisations by mean and variance of float32 tensors, two passes over what is in cache;
/// [TypedNorms] has the other types.
final class Norms {
  private static final Strips STRIPS = Strips.best();
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Norms() {}

  private static boolean allF32(Signature s) {
    return s.in().stream().allMatch(t -> t == null || t.dtype() == DType.FLOAT32);
  }

  static PlainKernel batch(Signature s, BatchNorm op) {
    Shape x = s.inShape(0);
    if (!allF32(s) || x.rank() < 2) {
      return TypedNorms.batch(s, op);
    }
    long channels = x.dim(1);
    long plane = x.size(2, x.rank());
    return new Partitioned("strip.BatchNorm", x.dim(0) * channels, plane) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long c = 4 * (i % channels);
          float mean = at(in, 3).data().get(F32, c);
          float variance = at(in, 4).data().get(F32, c);
          float scale =
              (float) (at(in, 1).data().get(F32, c) / Math.sqrt((double) variance + op.epsilon()));
          float shift = at(in, 2).data().get(F32, c);
          STRIPS.normalize(
              at(in, 0).data(),
              4 * i * plane,
              mean,
              scale,
              shift,
              at(out, 0).data(),
              4 * i * plane,
              plane);
        }
      }
    };
  }

  static PlainKernel instance(Signature s, InstanceNorm op) {
    return grouped(s, s.inShape(0).intDim(1), op.epsilon());
  }

  static PlainKernel group(Signature s, GroupNorm op) {
    return grouped(s, op.groups(), op.epsilon());
  }

  /// Mean and variance per group of channels of an image, scale and shift per channel or per group.
  private static PlainKernel grouped(Signature s, int groups, float epsilon) {
    Shape x = s.inShape(0);
    if (!allF32(s)) {
      return TypedNorms.grouped(s, groups, epsilon);
    }
    long channels = x.dim(1) / groups;
    long plane = x.size(2, x.rank());
    long size = channels * plane;
    boolean perGroup = s.inShape(1).size() == groups;
    return new Partitioned("strip." + s.op().title(), x.dim(0) * groups, 3 * size) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        MemorySegment source = at(in, 0).data();
        for (long i = from; i < to; i++) {
          float mean = STRIPS.reduce(Reduce.Kind.SUM, source, 4 * i * size, size) / size;
          float inverse = inverse(source, 4 * i * size, size, mean, epsilon);
          long group = i % groups;
          for (long c = 0; c < channels; c++) {
            long parameter = 4 * (perGroup ? group : group * channels + c);
            long offset = 4 * (i * size + c * plane);
            float scale = at(in, 1).data().get(F32, parameter) * inverse;
            float shift = at(in, 2).data().get(F32, parameter);
            STRIPS.normalize(source, offset, mean, scale, shift, at(out, 0).data(), offset, plane);
          }
        }
      }
    };
  }

  /// 1/√(variance + epsilon) of a run.
  private static float inverse(MemorySegment x, long offset, long n, float mean, float epsilon) {
    double variance = (double) STRIPS.sumSquaredDifference(x, offset, n, mean) / n;
    return (float) (1 / Math.sqrt(variance + epsilon));
  }

  static PlainKernel layer(Signature s, LayerNorm op) {
    Shape x = s.inShape(0);
    int axis = Signature.axis(op.axis(), x.rank());
    long n = x.size(axis, x.rank());
    boolean hasShift = s.hasInput(2);
    boolean simple = s.inShape(1).size() == n && (!hasShift || s.inShape(2).size() == n);
    if (!allF32(s) || !simple) {
      return TypedNorms.layer(s, op);
    }
    return new Partitioned("strip.LayerNorm", n == 0 ? 0 : x.size(0, axis), 4 * n) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        MemorySegment source = at(in, 0).data();
        MemorySegment y = at(out, 0).data();
        for (long i = from; i < to; i++) {
          long offset = 4 * i * n;
          float mean = STRIPS.reduce(Reduce.Kind.SUM, source, offset, n) / n;
          STRIPS.normalize(
              source,
              offset,
              mean,
              inverse(source, offset, n, mean, op.epsilon()),
              0f,
              y,
              offset,
              n);
          STRIPS.binary(Binary.Kind.MUL, y, offset, n, at(in, 1).data(), 0, n, y, offset, n);
          if (hasShift) {
            STRIPS.binary(Binary.Kind.ADD, y, offset, n, at(in, 2).data(), 0, n, y, offset, n);
          }
        }
      }
    };
  }
}
