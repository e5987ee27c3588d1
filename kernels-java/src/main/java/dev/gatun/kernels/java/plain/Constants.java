package dev.gatun.kernels.java.plain;

import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.ConstantOfShape;
import dev.gatun.op.EyeLike;
import dev.gatun.op.OneHot;
import dev.gatun.op.ShapeOf;
import dev.gatun.op.Trilu;
import org.jspecify.annotations.Nullable;

/// Operators whose elements follow from positions rather than from elements.
final class Constants {
  private Constants() {}

  static PlainKernel filled(Signature s, ConstantOfShape op) {
    int bytes = s.outType(0).bytes();
    long bits = Elements.bits(bytes, op.value().data(), 0);
    return new Partitioned("plain.ConstantOfShape", s.outShape(0).size(), 1) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Elements.fill(bytes, bits, at(out, 0).data(), from, 1, to - from);
      }
    };
  }

  static PlainKernel shape(Signature s, ShapeOf op) {
    Shape x = s.inShape(0);
    int rank = x.rank();
    int start = Math.clamp(Signature.axis(op.start(), rank), 0, rank);
    long count = s.outShape(0).size();
    return new Partitioned("plain.Shape", 1, 1) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (int i = 0; i < count; i++) {
          at(out, 0).setLong(i, x.dim(start + i));
        }
      }
    };
  }

  static PlainKernel size(Signature s) {
    long size = s.inShape(0).size();
    return new Partitioned("plain.Size", 1, 1) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        at(out, 0).setLong(0, size);
      }
    };
  }

  static PlainKernel range(Signature s) {
    boolean real = s.outType(0).isFloat();
    return new Partitioned("plain.Range", s.outShape(0).size(), 1) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor start = at(in, 0);
        Tensor delta = at(in, 2);
        for (long i = from; i < to; i++) {
          if (real) {
            at(out, 0).setDouble(i, start.getDouble(0) + i * delta.getDouble(0));
          } else {
            at(out, 0).setLong(i, start.getLong(0) + i * delta.getLong(0));
          }
        }
      }
    };
  }

  static PlainKernel eye(Signature s, EyeLike op) {
    Shape y = s.outShape(0);
    long columns = y.dim(1);
    int bytes = s.outType(0).bytes();
    return new Partitioned("plain.EyeLike", y.dim(0), columns) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long r = from; r < to; r++) {
          Elements.fill(bytes, 0, at(out, 0).data(), r * columns, 1, columns);
          if (r + op.k() >= 0 && r + op.k() < columns) {
            at(out, 0).setDouble(r * columns + r + op.k(), 1);
          }
        }
      }
    };
  }

  /// Row r keeps columns from r + k on (upper) or up to r + k (lower).
  static PlainKernel triangle(Signature s, Trilu op) {
    Shape x = s.inShape(0);
    long rows = x.dim(-2);
    long columns = x.dim(-1);
    long k = s.bound(op.k());
    int bytes = s.inType(0).bytes();
    return new Partitioned("plain.Trilu", columns == 0 ? 0 : x.size() / columns, columns) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          long r = i % rows;
          // clamped before the sum, which then cannot overflow
          long edge =
              Math.clamp(
                  r + Math.clamp(k + (op.upper() ? 0 : 1), -rows - 1, columns + 1), 0, columns);
          long first = op.upper() ? edge : 0;
          long last = op.upper() ? columns : edge;
          Elements.fill(bytes, 0, at(out, 0).data(), i * columns, 1, first);
          Elements.copy(
              bytes,
              at(in, 0).data(),
              i * columns + first,
              at(out, 0).data(),
              i * columns + first,
              last - first);
          Elements.fill(bytes, 0, at(out, 0).data(), i * columns + last, 1, columns - last);
        }
      }
    };
  }

  /// An index outside [−depth, depth) gives a vector of off values, as ONNX wants it.
  static PlainKernel oneHot(Signature s, OneHot op) {
    Shape y = s.outShape(0);
    Lines lines = Lines.along(y, op.axis());
    int bytes = s.outType(0).bytes();
    return new Partitioned("plain.OneHot", lines.count(), lines.length()) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        Tensor values = at(in, 2);
        for (long i = from; i < to; i++) {
          long index = at(in, 0).getLong(i);
          long hot = index < 0 ? index + lines.length() : index;
          long start = lines.start(i);
          Elements.fill(
              bytes,
              Elements.bits(bytes, values.data(), 0),
              at(out, 0).data(),
              start,
              lines.inner(),
              lines.length());
          if (hot >= 0 && hot < lines.length()) {
            Elements.set(
                bytes,
                at(out, 0).data(),
                start + hot * lines.inner(),
                Elements.bits(bytes, values.data(), 1));
          }
        }
      }
    };
  }
}
