package dev.gatun.kernels.java.plain;

import dev.gatun.DType;
import dev.gatun.NarrowFloats;
import dev.gatun.PowerRounding;
import dev.gatun.Tensor;
import dev.gatun.op.QuantizeLinear;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// QuantizeLinear row by row: float32 to 8-bit integers in float arithmetic, the rest by way of
/// double.
final class Quantizer extends Partitioned {
  private static final ValueLayout.OfFloat F32 = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private final QuantizeLinear op;
  private final ScaleRows rows;
  private final boolean hasZeroPoint;
  private final boolean fast;
  private final ToInteger range;

  Quantizer(Signature s, QuantizeLinear op) {
    this(s, op, ScaleRows.of(s.inShape(0), op.axis(), op.blockSize(), s.inShape(1)));
  }

  private Quantizer(Signature s, QuantizeLinear op, ScaleRows rows) {
    super("plain.QuantizeLinear", rows.rows(), rows.length());
    this.op = op;
    this.rows = rows;
    this.hasZeroPoint = s.hasInput(2);
    this.fast =
        s.inType(0) == DType.FLOAT32
            && s.inType(1) == DType.FLOAT32
            && op.precision() == DType.FLOAT32
            && (op.to() == DType.INT8 || op.to() == DType.UINT8);
    this.range = op.to().isFloat() ? new ToInteger(0, 0) : ToInteger.of(op.to());
  }

  @Override
  void run(@Nullable Tensor[] in, @Nullable Tensor[] out, long from, long to) {
    Tensor scale = at(in, 1);
    Tensor zeroPoint = hasZeroPoint ? at(in, 2) : null;
    for (long row = from; row < to; row++) {
      long place = rows.scale(row);
      if (!fast) {
        any(at(in, 0), row, scale, zeroPoint, place, at(out, 0));
      } else if (rows.step() == 0) {
        float divisor = scale.data().get(F32, 4 * place);
        int zero = zeroPoint == null ? 0 : (int) zeroPoint.getLong(place);
        bytes(at(in, 0).data(), rows.start(row), divisor, zero, at(out, 0).data(), rows.count(row));
      } else {
        columns(at(in, 0), row, scale.data(), zeroPoint, place, at(out, 0).data());
      }
    }
  }

  /// One scale for the row.
  private void bytes(
      MemorySegment x, long start, float scale, int zeroPoint, MemorySegment y, long n) {
    float least = range.low() - zeroPoint;
    float most = range.high() - zeroPoint;
    for (long i = 0; i < n; i++) {
      float q = x.get(F32, 4 * (start + i)) / scale;
      y.set(ValueLayout.JAVA_BYTE, start + i, (byte) ToInteger.round(q, least, most, zeroPoint));
    }
  }

  /// A scale for each element of the row.
  private void columns(
      Tensor x,
      long row,
      MemorySegment scale,
      @Nullable Tensor zeroPoint,
      long place,
      MemorySegment y) {
    long start = rows.start(row);
    long n = rows.count(row);
    for (long i = 0; i < n; i++) {
      int zero = zeroPoint == null ? 0 : (int) zeroPoint.getLong(place + i);
      float q = x.data().get(F32, 4 * (start + i)) / scale.get(F32, 4 * (place + i));
      int rounded = ToInteger.round(q, range.low() - zero, range.high() - zero, zero);
      y.set(ValueLayout.JAVA_BYTE, start + i, (byte) rounded);
    }
  }

  private void any(
      Tensor x, long row, Tensor scale, @Nullable Tensor zeroPoint, long place, Tensor y) {
    long start = rows.start(row);
    long n = rows.count(row);
    for (long i = 0; i < n; i++) {
      long s = place + i * rows.step();
      double q = precise(precise(x.getDouble(start + i)) / precise(scale.getDouble(s)));
      if (op.to().isFloat()) {
        double zero = zeroPoint == null ? 0 : zeroPoint.getDouble(s);
        int bits = NarrowFloats.encode(op.to(), q + zero, op.saturate(), PowerRounding.UP);
        Elements.set(1, y.data(), start + i, bits);
      } else {
        y.setLong(start + i, range.round(q, zeroPoint == null ? 0 : zeroPoint.getLong(s)));
      }
    }
  }

  private double precise(double v) {
    return switch (op.precision()) {
      case FLOAT64 -> v;
      case FLOAT32 -> (float) v;
      default ->
          NarrowFloats.decode(
              op.precision(), NarrowFloats.encode(op.precision(), v, false, PowerRounding.UP));
    };
  }
}
