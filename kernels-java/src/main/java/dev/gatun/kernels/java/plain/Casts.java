package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversion between all element types.
///
/// Float to integer truncates and keeps the low bits of the 64-bit result; anything to BOOL tests
/// for not 0; to a float type rounds once, to nearest even.
final class Casts {
  private Casts() {}

  static PlainKernel plan(Signature s) {
    DType from = s.inType(0);
    DType to = s.outType(0);
    if (from == to) {
      return Movements.reshape(s);
    }
    return new Spans("plain.Cast", s.outShape(0), List.of(s.inShape(0))) {
      @Override
      void span(@Nullable Tensor[] in, Tensor y, long row, long start, long n) {
        convert(from, at(in, 0), first(0, row, start), to, y, target(row, start), n);
      }
    };
  }

  private static void convert(
      DType from, Tensor x, long fromIndex, DType to, Tensor y, long toIndex, long n) {
    boolean exactLong = !from.isFloat() && from != DType.UINT64;
    if (!from.isFloat() && to.isInteger()) {
      for (long i = 0; i < n; i++) {
        y.setLong(toIndex + i, x.getLong(fromIndex + i));
      }
    } else if (to == DType.FLOAT16 || to == DType.BFLOAT16) {
      for (long i = 0; i < n; i++) {
        y.setDouble(toIndex + i, roundToOdd(x.getDouble(fromIndex + i)));
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

  /// The float next to `x` that, where `x` is no float itself, has an odd last bit: rounding it
  /// once more to half precision then gives what rounding `x` at once would (Boldo and Melquiond
  /// 2008).
  static float roundToOdd(double x) {
    float f = (float) x;
    if (f == x || Double.isNaN(x)) {
      return f;
    }
    int bits = Float.floatToRawIntBits(f);
    if (Math.abs((double) f) > Math.abs(x)) {
      bits--;
    }
    return Float.intBitsToFloat(bits | 1);
  }
}
