package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.Tensor;
import dev.gatun.op.BitCast;
import dev.gatun.op.Cast;
import java.lang.foreign.ValueLayout;

/// Conversions between element types, by value and by bits.
final class Conversions {
  private Conversions() {}

  static void cast(Cast op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    for (long i = 0; i < x.shape().size(); i++) {
      if (y.dtype().isFloat() && y.dtype().isStorageOnly()) {
        NarrowElements.set(y, i, x.getDouble(i), op.saturate(), op.rounding());
      } else if (x.dtype().isFloat()) {
        y.setDouble(i, x.getDouble(i));
      } else if (y.dtype() == DType.FLOAT32 && x.dtype() == DType.INT64) {
        y.setDouble(i, (float) x.getLong(i)); // one rounding, not two
      } else if (y.dtype().isFloat()) {
        y.setDouble(i, x.getDouble(i));
      } else {
        y.setLong(i, x.getLong(i));
      }
    }
  }

  /// Elements of whole bytes keep them; narrower ones keep their low bits, and where these are
  /// integers the bits above follow from them.
  static void bits(BitCast op, Operands o) {
    Tensor x = o.in(0);
    Tensor y = o.out();
    for (long i = 0; i < x.shape().size(); i++) {
      if (op.to().bits() >= 8) {
        Indices.copy(x, i, y, i);
      } else if (op.to().isInteger()) {
        y.setLong(i, x.data().get(ValueLayout.JAVA_BYTE, i));
      } else {
        int bits = x.data().get(ValueLayout.JAVA_BYTE, i) & ((1 << op.to().bits()) - 1);
        y.data().set(ValueLayout.JAVA_BYTE, i, (byte) bits);
      }
    }
  }
}
