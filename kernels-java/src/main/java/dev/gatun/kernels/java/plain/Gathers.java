package dev.gatun.kernels.java.plain;

import dev.gatun.InvalidInputException;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.Gather;
import dev.gatun.op.GatherElements;
import dev.gatun.op.GatherNd;
import org.jspecify.annotations.Nullable;

/// Picking by index. Indices are data: they are checked while running.
final class Gathers {
  private Gathers() {}

  /// An index counted from the front.
  ///
  /// @throws InvalidInputException if it is outside [−extent, extent)
  static long index(String title, Tensor indices, long place, long extent) {
    long index = indices.getLong(place);
    if (index < -extent || index >= extent) {
      throw new InvalidInputException(
          title
              + ": got index "
              + index
              + " at place "
              + place
              + ", required −"
              + extent
              + " to "
              + (extent - 1));
    }
    return index < 0 ? index + extent : index;
  }

  static PlainKernel slices(Signature s, Gather op) {
    Lines lines = Lines.along(s.inShape(0), op.axis());
    long picks = s.inShape(1).size();
    int bytes = s.inType(0).bytes();
    return new Partitioned(
        "plain.Gather", lines.inner() == 0 ? 0 : lines.outer() * picks, lines.inner()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long index = index("Gather", at(in, 1), i % picks, lines.length());
          long source = (i / picks * lines.length() + index) * lines.inner();
          Elements.copy(
              bytes, at(in, 0).data(), source, at(out, 0).data(), i * lines.inner(), lines.inner());
        }
      }
    };
  }

  static PlainKernel elements(Signature s, GatherElements op) {
    Shape x = s.inShape(0);
    Shape indices = s.inShape(1);
    int axis = Signature.axis(op.axis(), x.rank());
    long stride = x.strides()[axis];
    LoopNest loops = loopsWithout(axis, x, indices);
    int bytes = s.inType(0).bytes();
    return new Partitioned("plain.GatherElements", indices.size(), 4) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long index = index("GatherElements", at(in, 1), i, x.dim(axis));
          long bits =
              Elements.bits(bytes, at(in, 0).data(), loops.offset(0, i, 0) + index * stride);
          Elements.set(bytes, at(out, 0).data(), i, bits);
        }
      }
    };
  }

  /// Loops over indices whose operand walks through x along all axes but one.
  static LoopNest loopsWithout(int axis, Shape x, Shape indices) {
    long[] strides = x.strides();
    strides[axis] = 0;
    return LoopNest.of(indices.toArray(), strides);
  }

  static PlainKernel tuples(Signature s, GatherNd op) {
    Tuples t = Tuples.of("GatherND", s.inShape(0), s.inShape(1), op.batchDims());
    int bytes = s.inType(0).bytes();
    return new Partitioned("plain.GatherND", t.slice() == 0 ? 0 : t.count(), t.slice()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          Elements.copy(
              bytes,
              at(in, 0).data(),
              t.offset(at(in, 1), i),
              at(out, 0).data(),
              i * t.slice(),
              t.slice());
        }
      }
    };
  }

  /// Index tuples into the leading axes of a tensor.
  ///
  /// @param title the operator, for messages
  /// @param x the tensor's shape
  /// @param batchDims leading axes that tensor and indices share
  /// @param width indices per tuple
  /// @param count number of tuples
  /// @param slice elements that one tuple names
  record Tuples(String title, Shape x, int batchDims, int width, long count, long slice) {
    static Tuples of(String title, Shape x, Shape indices, int batchDims) {
      int width = indices.intDim(-1);
      return new Tuples(
          title,
          x,
          batchDims,
          width,
          indices.size(0, indices.rank() - 1),
          x.size(batchDims + width, x.rank()));
    }

    /// @return the first element that a tuple names
    long offset(Tensor indices, long tuple) {
      long batches = x.size(0, batchDims);
      long offset = batches == 1 ? 0 : tuple / (count / batches);
      for (int k = 0; k < width; k++) {
        long extent = x.dim(batchDims + k);
        offset = offset * extent + index(title, indices, tuple * width + k, extent);
      }
      return offset * slice;
    }
  }
}
