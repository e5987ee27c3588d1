package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.NarrowFloats;
import dev.gatun.Tensor;
import dev.gatun.op.BitCast;
import dev.gatun.op.Cast;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversion between all element types, by value and by bits.
///
/// Float to integer truncates and keeps the low bits of the 64-bit result; anything to BOOL tests
/// for not 0; to a float type rounds once, to nearest even.
final class Casts {
  private Casts() {}

  static PlainKernel plan(Signature s, Cast op) {
    DType from = s.inType(0);
    DType to = s.outType(0);
    if (from == to) {
      return Movements.reshape(s);
    }
    return new Spans("plain.Cast", s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        convert(from, at(in, 0), first(0, row, start), op, y, target(row, start), n);
      }
    };
  }

  private static void convert(
      DType from, Tensor x, long fromIndex, Cast op, Tensor y, long toIndex, long n) {
    DType to = op.to();
    boolean exactLong = !from.isFloat() && from != DType.UINT64;
    if (!from.isFloat() && to.isInteger()) {
      for (long i = 0; i < n; i++) {
        y.setLong(toIndex + i, x.getLong(fromIndex + i));
      }
    } else if (to.isFloat() && to.isStorageOnly()) {
      for (long i = 0; i < n; i++) {
        int bits =
            NarrowFloats.encode(to, x.getDouble(fromIndex + i), op.saturate(), op.rounding());
        Elements.set(1, y.data(), toIndex + i, bits);
      }
    } else if (to == DType.FLOAT32 && exactLong) { // by way of double a long would be rounded twice
      for (long i = 0; i < n; i++) {
        y.setDouble(toIndex + i, (float) x.getLong(fromIndex + i));
      }
    } else {
      for (long i = 0; i < n; i++) {
        y.setDouble(toIndex + i, x.getDouble(fromIndex + i));
      }
    }
  }

  /// Elements keep their bits; what memory holds above them follows from the type.
  static PlainKernel bits(Signature s, BitCast op) {
    int free = 8 - op.to().bits();
    if (free <= 0) {
      return Movements.reshape(s);
    }
    boolean signed = op.to().isInteger() && !op.to().isUnsigned();
    return new Partitioned("plain.BitCast", s.outShape(0).size(), 1) {
      @Override
      void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
        for (long i = from; i < to; i++) {
          int top = (int) Elements.bits(1, at(in, 0).data(), i) << (24 + free);
          int bits = signed ? top >> (24 + free) : top >>> (24 + free);
          Elements.set(1, at(out, 0).data(), i, bits);
        }
      }
    };
  }
}
