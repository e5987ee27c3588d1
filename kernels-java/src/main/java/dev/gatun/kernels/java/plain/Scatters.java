package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ScatterElements;
import dev.gatun.op.ScatterElements.Reduction;
import dev.gatun.op.ScatterNd;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Copies with elements replaced or combined by index. Two updates may name one element, so the
/// work is never divided and updates happen in order.
final class Scatters {
  private Scatters() {}

  static PlainKernel elements(Signature s, ScatterElements op) {
    Shape x = s.inShape(0);
    Shape indices = s.inShape(1);
    int axis = Signature.axis(op.axis(), Math.max(1, x.rank()));
    long stride = x.strides()[axis];
    LoopNest loops = Gathers.loopsWithout(axis, x, indices);
    DType dtype = s.inType(0);
    return new Partitioned("plain.ScatterElements", 1, x.size()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor y = at(out, 0);
        MemorySegment.copy(at(in, 0).data(), 0, y.data(), 0, y.data().byteSize());
        for (long i = 0; i < indices.size(); i++) {
          long index = Gathers.index("ScatterElements", at(in, 1), i, x.dim(axis));
          update(op.reduction(), dtype, at(in, 2), i, y, loops.offset(0, i, 0) + index * stride, 1);
        }
      }
    };
  }

  static PlainKernel tuples(Signature s, ScatterNd op) {
    Gathers.Tuples t = Gathers.Tuples.of("ScatterND", s.inShape(0), s.inShape(1), 0);
    DType dtype = s.inType(0);
    return new Partitioned("plain.ScatterND", 1, s.inShape(0).size()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor y = at(out, 0);
        MemorySegment.copy(at(in, 0).data(), 0, y.data(), 0, y.data().byteSize());
        for (long i = 0; i < t.count(); i++) {
          update(
              op.reduction(),
              dtype,
              at(in, 2),
              i * t.slice(),
              y,
              t.offset(at(in, 1), i),
              t.slice());
        }
      }
    };
  }

  private static void update(
      Reduction reduction, DType dtype, Tensor u, long from, Tensor y, long to, long n) {
    if (reduction == Reduction.NONE) {
      Elements.copy(dtype.bytes(), u.data(), from, y.data(), to, n);
    } else if (dtype.isFloat()) {
      for (long i = 0; i < n; i++) {
        y.setDouble(to + i, combine(reduction, y.getDouble(to + i), u.getDouble(from + i)));
      }
    } else {
      for (long i = 0; i < n; i++) {
        y.setLong(
            to + i, combine(reduction, dtype.isUnsigned(), y.getLong(to + i), u.getLong(from + i)));
      }
    }
  }

  private static double combine(Reduction reduction, double y, double u) {
    return switch (reduction) {
      case NONE -> u;
      case ADD -> y + u;
      case MUL -> y * u;
      case MAX -> Math.max(y, u);
      case MIN -> Math.min(y, u);
    };
  }

  private static long combine(Reduction reduction, boolean unsigned, long y, long u) {
    return switch (reduction) {
      case NONE -> u;
      case ADD -> y + u;
      case MUL -> y * u;
      case MAX -> LongFunctions.compare(unsigned, y, u) >= 0 ? y : u;
      case MIN -> LongFunctions.compare(unsigned, y, u) <= 0 ? y : u;
    };
  }
}
