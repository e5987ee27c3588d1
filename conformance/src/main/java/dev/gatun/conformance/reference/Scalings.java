package dev.gatun.conformance.reference;

import dev.gatun.DType;
import dev.gatun.PowerRounding;
import dev.gatun.Shape;
import dev.gatun.Tensor;
import dev.gatun.op.DequantizeLinear;
import dev.gatun.op.QuantizeLinear;
import org.jspecify.annotations.Nullable;

/// From real numbers to quantised ones and back, one element at a time.
final class Scalings {
  private Scalings() {}

  static void quantize(QuantizeLinear op, Operands o) {
    Tensor x = o.in(0);
    Tensor scale = o.in(1);
    Tensor zeroPoint = o.optional(2);
    Tensor y = o.out();
    for (long i = 0; i < x.shape().size(); i++) {
      long place = place(x.shape(), i, op.axis(), op.blockSize(), scale.shape());
      double divisor = rounded(op.precision(), scale.getDouble(place));
      double quotient = rounded(op.precision(), rounded(op.precision(), x.getDouble(i)) / divisor);
      double zero = zeroPoint == null ? 0 : zeroPoint.getDouble(place);
      if (op.to().isFloat()) {
        NarrowElements.set(y, i, quotient + zero, op.saturate(), PowerRounding.UP);
      } else {
        y.setLong(i, saturated(op.to(), quotient, (long) zero));
      }
    }
  }

  static void dequantize(DequantizeLinear op, Operands o) {
    Tensor x = o.in(0);
    Tensor scale = o.in(1);
    Tensor zeroPoint = o.optional(2);
    for (long i = 0; i < x.shape().size(); i++) {
      long place = place(x.shape(), i, op.axis(), op.blockSize(), scale.shape());
      double zero = zeroPoint == null ? 0 : zeroPoint.getDouble(place);
      o.out().setDouble(i, (x.getDouble(i) - zero) * scale.getDouble(place));
    }
  }

  /// All arithmetic is in float, as the definition is.
  static void dynamic(Operands o) {
    Tensor x = o.in(0);
    float low = 0;
    float high = 0;
    for (long i = 0; i < x.shape().size(); i++) {
      low = Math.min(low, (float) x.getDouble(i));
      high = Math.max(high, (float) x.getDouble(i));
    }
    float scale = (high - low) / 255;
    long zeroPoint = saturated(DType.UINT8, -low / scale, 0);
    for (long i = 0; i < x.shape().size(); i++) {
      o.out().setLong(i, saturated(DType.UINT8, (float) x.getDouble(i) / scale, zeroPoint));
    }
    set(o.optionalOut(1), scale);
    set(o.optionalOut(2), (double) zeroPoint);
  }

  private static void set(@Nullable Tensor y, double value) {
    if (y != null) {
      y.setDouble(0, value);
    }
  }

  /// The nearest integer plus the zero point, within the type's range; NaN counts as 0.
  static long saturated(DType to, double value, long zeroPoint) {
    boolean signed = !to.isUnsigned();
    double low = signed ? -Math.scalb(1.0, to.bits() - 1) : 0;
    double high = Math.scalb(1.0, to.bits() - (signed ? 1 : 0)) - 1;
    double nearest = Double.isNaN(value) ? 0 : Math.rint(value);
    return (long) Math.clamp(nearest + zeroPoint, low, high);
  }

  private static double rounded(DType dtype, double value) {
    Tensor one = Tensor.allocate(dtype, Shape.scalar());
    one.setDouble(0, value);
    return one.getDouble(0);
  }

  /// Which scale belongs to an element.
  private static long place(Shape x, long i, int axis, int blockSize, Shape scale) {
    if (scale.size() == 1) {
      return 0;
    }
    long[] at = Indices.of(x, i);
    int front = Indices.axis(axis, x.rank());
    if (blockSize == 0) {
      return at[front];
    }
    at[front] /= blockSize;
    return Indices.flat(scale, at);
  }
}
